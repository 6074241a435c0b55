package org.assemble.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir Path folder;

    @Test
    void a_secret_is_made_once_and_kept() {
        var home = new Home(folder);
        var first = Secrets.of(home).get("person.key");
        assertThat(Base64.getDecoder().decode(first)).hasSize(32);
        assertThat(Secrets.of(home).get("other")).isNotEqualTo(first);
        assertThat(Secrets.of(home).get("person.key")).isEqualTo(first);
    }

    @Test
    void a_key_for_signatures_is_made_once_and_kept() throws GeneralSecurityException {
        var home = new Home(folder);
        var first = Secrets.of(home).rsaKey("certificate.key");
        assertThat(Secrets.of(home).rsaKey("certificate.key")).isEqualTo(first);
        var key =
                KeyFactory.getInstance("RSA")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(first)));
        assertThat(((RSAPrivateCrtKey) key).getModulus().bitLength()).isEqualTo(2048);
    }

    @Test
    void nobody_else_may_read_them() throws IOException {
        Secrets.of(new Home(folder)).get("person.key");
        var file = folder.resolve("secrets.properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
