package org.assemble.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Another program, run to its end. What it prints goes to a file: a pipe would be read for as long
/// as anything that it started holds it.
final class Command {

    /// What a command printed, and how it ended.
    record Printed(int status, String output) {}

    private Command() {}

    /// @param patience after which it is ended, with all that it started
    static Printed run(ProcessBuilder command, Duration patience) throws IOException {
        Path file = Files.createTempFile("printed", ".txt");
        try {
            Process process =
                    command.redirectErrorStream(true).redirectOutput(file.toFile()).start();
            process.getOutputStream().close();
            boolean ended = endsWithin(process, patience);
            String printed = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            if (!ended) {
                throw new IllegalStateException(command.command() + " did not end:\n" + printed);
            }
            return new Printed(process.exitValue(), printed);
        } finally {
            Files.delete(file);
        }
    }

    private static boolean endsWithin(Process process, Duration patience) {
        boolean ended = false;
        try {
            ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return ended;
    }
}
