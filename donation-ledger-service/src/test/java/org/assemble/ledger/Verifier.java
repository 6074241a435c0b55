package org.assemble.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/// The verifier that outsiders have: one source file that needs the JDK alone. Here it is compiled
/// once for many runs; as outsiders run it, from its source, the acceptance tests do.
public final class Verifier {

    /// How it ended, and what it said.
    public record Verdict(int status, String said) {}

    private static final Path COMPILED = compiled();

    private Verifier() {}

    private static Path compiled() {
        try {
            Path folder = Files.createTempDirectory("verifier");
            int status =
                    ToolProvider.getSystemJavaCompiler()
                            .run(
                                    null,
                                    null,
                                    null,
                                    "-d",
                                    folder.toString(),
                                    checkout()
                                            .resolve("deploy/acceptance/VerifyReceipt.java")
                                            .toString());
            if (status != 0) {
                throw new IllegalStateException("the verifier does not compile");
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Verdict judge(String key, String... answers) {
        try {
            Path folder = Files.createTempDirectory("verify");
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:+UseSerialGC",
                                    "-cp",
                                    COMPILED.toString(),
                                    "VerifyReceipt",
                                    key));
            for (int i = 0; i < answers.length; i++) {
                command.add(Files.writeString(folder.resolve(i + ".json"), answers[i]).toString());
            }
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Verdict(process.waitFor(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path checkout() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
