package org.assemble.training.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The key that signs badges is tried at the start, and one that can't sign stops it.
class BadgeKeysTest {
    private static KeyPair one;
    private static KeyPair another;

    @BeforeAll
    static void keys() throws GeneralSecurityException {
        one = pair("RSA", 2048);
        another = pair("RSA", 2048);
    }

    @Test
    void T4_a_key_that_signs_is_taken_with_those_before_it() {
        BadgeKeys keys = new BadgeKeys();
        keys.use(base64(one.getPrivate()) + "\n", List.of(base64(another.getPublic())));
        assertThat(keys.all()).hasSize(2);
    }

    @Test
    void T4_what_is_no_key_stops_the_start() {
        assertStopped("no key");
        assertStopped("bm8ga2V5");
        assertStopped(base64(one.getPublic()));
    }

    @Test
    void T4_a_key_that_is_too_short_stops_the_start() throws GeneralSecurityException {
        assertStopped(base64(pair("RSA", 1024).getPrivate()));
    }

    @Test
    void T4_a_key_of_another_kind_stops_the_start() throws GeneralSecurityException {
        assertStopped(base64(pair("EC", 256).getPrivate()));
    }

    @Test
    void T4_a_key_whose_parts_are_not_of_one_stops_the_start() throws GeneralSecurityException {
        RSAPrivateCrtKey a = (RSAPrivateCrtKey) one.getPrivate();
        RSAPrivateCrtKey b = (RSAPrivateCrtKey) another.getPrivate();
        RSAPrivateCrtKeySpec mixed =
                new RSAPrivateCrtKeySpec(
                        a.getModulus(),
                        a.getPublicExponent(),
                        b.getPrivateExponent(),
                        b.getPrimeP(),
                        b.getPrimeQ(),
                        b.getPrimeExponentP(),
                        b.getPrimeExponentQ(),
                        b.getCrtCoefficient());
        assertStopped(base64(KeyFactory.getInstance("RSA").generatePrivate(mixed)));
    }

    private static void assertStopped(String key) {
        assertThatThrownBy(() -> new BadgeKeys().use(key, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ASSEMBLE_CERTIFICATE_KEY");
    }

    private static KeyPair pair(String kind, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static String base64(Key key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }
}
