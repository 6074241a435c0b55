package org.assemble.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The verifier that outsiders have: one source file, run by the JDK alone.
public final class Verifier {

    /// How it ended, and what it said.
    public record Verdict(int status, String said) {}

    private Verifier() {}

    public static Verdict judge(String key, String... answers) {
        try {
            Path folder = Files.createTempDirectory("verify");
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    checkout()
                                            .resolve("deploy/acceptance/VerifyReceipt.java")
                                            .toString(),
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
