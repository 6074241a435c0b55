package org.assemble.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.function.Supplier;

/// The passwords and keys of one platform: made by chance when first asked for, then kept in
/// `secrets.properties`, which only its owner may read.
final class Secrets {
    private static final int BYTES = 32;
    private static final int RSA_BITS = 2048;

    private final Path file;
    private final Properties values = new Properties();

    private Secrets(Path file) {
        this.file = file;
    }

    static Secrets of(Home home) {
        var secrets = new Secrets(home.file("secrets.properties"));
        if (Files.exists(secrets.file)) {
            try (var reader = Files.newBufferedReader(secrets.file)) {
                secrets.values.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return secrets;
    }

    /// 32 random bytes in Base64, the same ones for the same name.
    String get(String name) {
        return get(name, Secrets::randomBytes);
    }

    /// A private RSA key (PKCS #8) in Base64, the same one for the same name.
    String rsaKey(String name) {
        return get(name, Secrets::randomRsaKey);
    }

    private synchronized String get(String name, Supplier<byte[]> make) {
        var known = values.getProperty(name);
        if (known != null) {
            return known;
        }
        var secret = Base64.getEncoder().encodeToString(make.get());
        values.setProperty(name, secret);
        write();
        return secret;
    }

    private static byte[] randomBytes() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static byte[] randomRsaKey() {
        try {
            var rsa = KeyPairGenerator.getInstance("RSA");
            rsa.initialize(RSA_BITS);
            return rsa.generateKeyPair().getPrivate().getEncoded();
        } catch (NoSuchAlgorithmException cannotBe) {
            throw new IllegalStateException("every Java has RSA", cannotBe);
        }
    }

    /// Written beside and moved: the file is never half-written, and never readable by others.
    private void write() {
        var draft = file.resolveSibling(file.getFileName() + ".draft");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(
                    draft,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            try (var writer = Files.newBufferedWriter(draft)) {
                values.store(writer, "Made by ./assemble for this machine only");
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
