package org.assemble.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A process of a part: started by us, or found again by its mark after the one that started it is
/// gone.
record Child(Home home, String part, ProcessHandle process) {
    private static final long LARGEST_LOG_BYTES = 10_000_000;
    private static final Duration KILLED_WITHIN = Duration.ofSeconds(10);

    /// Starts `command`, which must carry `home.mark(part)` as the end of one of its arguments, in
    /// a session of its own: a Ctrl-C at the terminal reaches the launcher only, which then stops
    /// the parts in their order.
    static Child start(
            Home home, String part, List<String> command, Map<String, String> environment) {
        return new Child(home, part, launch(home, part, command, environment).toHandle());
    }

    private static Process launch(
            Home home, String part, List<String> command, Map<String, String> environment) {
        var log = home.log(part);
        var whole = new ArrayList<String>();
        whole.addAll(home.inBackground() ? List.of("nice", "-n", "19") : ownSession());
        whole.addAll(command);
        var builder =
                new ProcessBuilder(whole)
                        .directory(home.folder().toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            if (Files.exists(log) && Files.size(log) > LARGEST_LOG_BYTES) {
                Files.move(
                        log,
                        log.resolveSibling(part + ".log.1"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            return builder.start();
        } catch (IOException e) {
            throw new CannotStart(part + " could not be started: " + e.getMessage(), e);
        }
    }

    private static List<String> ownSession() {
        return Commands.find("setsid").map(Path::toString).stream().toList();
    }

    /// Runs a command that ends by itself, and must end well.
    static void runToEnd(Home home, String part, List<String> command) {
        var process = launch(home, part, command, Map.of());
        try {
            if (process.waitFor() != 0) {
                throw new CannotStart(
                        part
                                + " failed; its log ends with:\n"
                                + new Child(home, part, process.toHandle()).lastLines(15));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("interrupted while running " + part, e);
        }
    }

    /// The running process of a part of this home, whoever started it.
    static Optional<Child> find(Home home, String part) {
        return all(home).stream().filter(child -> child.part.equals(part)).findFirst();
    }

    /// Every running process of this home, ourselves excepted.
    static List<Child> all(Home home) {
        var mark = home.mark("");
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .flatMap(process ->
                        partOf(process, mark).map(part -> new Child(home, part, process)).stream())
                .toList();
    }

    private static Optional<String> partOf(ProcessHandle process, String mark) {
        try {
            var commandLine =
                    Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            return Arrays.stream(new String(commandLine, StandardCharsets.UTF_8).split("\0"))
                    .filter(argument -> argument.contains(mark))
                    .map(argument -> argument.substring(argument.indexOf(mark) + mark.length()))
                    .findFirst();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /// Asks the process to end by `signal` and makes it end when it does not within `patience`.
    void stop(String signal, Duration patience) {
        if (!alive()) {
            return;
        }
        Commands.run(List.of("sh", "-c", "kill -" + signal + " " + process.pid()), Map.of());
        if (!endsWithin(patience)) {
            kill();
        }
    }

    /// `kill -9`: the process gets no chance to tidy up.
    void kill() {
        process.destroyForcibly();
        if (!endsWithin(KILLED_WITHIN)) {
            throw new CannotStart(part + " (process " + process.pid() + ") could not be ended");
        }
    }

    private boolean endsWithin(Duration patience) {
        try {
            exit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<ProcessHandle> exit() {
        return process.onExit();
    }

    /// The end of the part's log, for a person who must know why it did not start.
    String lastLines(int count) {
        try {
            var lines = Files.readAllLines(home.log(part), StandardCharsets.ISO_8859_1);
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
