package org.assemble.bench;

import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// The packaged service that is measured, with what it needs beside what every service does.
///
/// @param name its database's too
/// @param build the folder of its `quarkus-run.jar`
/// @param environment what it alone is told
/// @param postgresSettings beside those that are the same for everyone
public record Subject(
        String name, Path build, Map<String, String> environment, List<String> postgresSettings) {

    /// 32 bytes in base64: nobody's secret.
    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    public static Subject ledger(Path build) {
        return new Subject("ledger", build, Map.of("ASSEMBLE_CHECKPOINT_KEY", KEY), List.of());
    }

    /// With a PostgreSQL that keeps when each transaction was committed: it is the witness of who
    /// came first.
    static Subject training(Path build) {
        return new Subject(
                "training",
                build,
                Map.of(
                        // Half a million certificates would be issued beside what is measured.
                        "ASSEMBLE_CERTIFICATES_SWEEP",
                        "off",
                        "ASSEMBLE_PUBLIC_URL",
                        "http://127.0.0.1",
                        "ASSEMBLE_PERSON_KEY",
                        KEY,
                        "ASSEMBLE_CERTIFICATE_KEY",
                        rsaKey()),
                List.of("--track_commit_timestamp=on"));
    }

    /// With one service behind it.
    ///
    /// @param table the routing table's file
    static Subject gateway(Path build, Path table) {
        return new Subject(
                "gateway",
                build,
                Map.of(
                        "ASSEMBLE_WEBHOOK_KEY",
                        KEY,
                        "ASSEMBLE_ROUTES",
                        table.toString(),
                        // The upstream of idle streams says nothing at all.
                        "ASSEMBLE_GATEWAY_PATIENCE_STREAM_SILENCE",
                        "10M"),
                List.of());
    }

    private static String rsaKey() {
        try {
            var rsa = KeyPairGenerator.getInstance("RSA");
            rsa.initialize(2048);
            return Base64.getEncoder()
                    .encodeToString(rsa.generateKeyPair().getPrivate().getEncoded());
        } catch (NoSuchAlgorithmException cannotBe) {
            throw new IllegalStateException("every Java has RSA", cannotBe);
        }
    }
}
