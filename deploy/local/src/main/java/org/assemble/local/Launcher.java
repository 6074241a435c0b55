package org.assemble.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// `up` and `down`: one launcher for a home, which lives as long as the platform is up and stops it
/// when it ends.
final class Launcher {
    static final String PART = "launcher";
    private static final String LOCK = "lock";
    private static final int HEAP_MEGABYTES = 48;
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(90);

    private final Wiring wiring;
    private final Platform platform;
    private final Recorder recorder;

    Launcher(Wiring wiring) {
        this.wiring = wiring;
        this.platform = new Platform(wiring);
        this.recorder = new Recorder(wiring);
    }

    /// Runs the platform until it is told to end (Ctrl-C, SIGTERM, `./assemble down`).
    ///
    /// @param atEase what is done behind the running platform
    void up(Consumer<Recorder> atEase) throws InterruptedException {
        var lock = lock();
        loadAllOfUs();
        endLeftOvers();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(lock), "stop the platform"));
        var began = System.nanoTime();
        platform.start();
        Welcome.print(wiring, Duration.ofNanos(System.nanoTime() - began));
        mark(readyMark());
        atEase.accept(recorder);
        platform.keep();
    }

    /// Held as long as this process lives, whatever ends it, and names it.
    private FileLock lock() {
        try {
            var file = open(wiring.home());
            var lock = file.tryLock();
            if (lock == null) {
                file.close();
                throw new CannotStart(
                        "the platform is up already, or on its way"
                                + find(wiring.home())
                                        .map(child -> " (process " + child.process().pid() + ")")
                                        .orElse("")
                                + "; ./assemble status shows it, ./assemble down stops it");
            }
            file.truncate(0);
            file.write(
                    ByteBuffer.wrap(
                            Long.toString(ProcessHandle.current().pid())
                                    .getBytes(StandardCharsets.US_ASCII)));
            return lock;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The launcher that holds the lock of a home.
    static Optional<Child> find(Home home) {
        try (var file = open(home);
                var lock = file.tryLock()) {
            if (lock != null) {
                return Optional.empty();
            }
            var pid = Files.readString(home.file(LOCK)).strip();
            return pid.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(pid))
                            .map(process -> new Child(home, PART, process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel open(Home home) throws IOException {
        return FileChannel.open(
                home.file(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /// A build may replace our classes while we run; what is needed to stop must not be looked for
    /// only then.
    private static void loadAllOfUs() {
        var location = Launcher.class.getProtectionDomain().getCodeSource().getLocation();
        var root = Path.of(URI.create(location.toString()));
        try (var files = Files.walk(root)) {
            for (var file : files.filter(file -> file.toString().endsWith(".class")).toList()) {
                Class.forName(
                        root.relativize(file).toString().replace(".class", "").replace('/', '.'));
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private void endLeftOvers() {
        forget(readyMark());
        Recorder.home(wiring).clear();
        var left = Child.all(wiring.home());
        if (!left.isEmpty()) {
            Say.line(
                    "An earlier start left "
                            + left.stream()
                                    .map(Child::part)
                                    .sorted()
                                    .collect(Collectors.joining(", "))
                            + " running: ending them first.");
            platform.stopParts();
        }
    }

    private void shutDown(FileLock lock) {
        Say.line("Stopping …");
        forget(readyMark());
        recorder.stop();
        platform.stop();
        Say.line(
                "Stopped; nothing is left running. The data stay in "
                        + wiring.home().folder()
                        + ".");
        try {
            ((FileChannel) lock.acquiredBy()).truncate(0);
            lock.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path readyMark() {
        return wiring.home().file("ready");
    }

    /// Leaves a launcher behind, and returns when it is ready.
    ///
    /// @param options the other words of the command, for that launcher
    void upDetached(List<String> options) throws InterruptedException {
        var log = wiring.home().log(PART);
        var from = Files.exists(log) ? log.toFile().length() : 0;
        if (find(wiring.home()).isEmpty()) {
            forget(readyMark());
        }
        var command =
                Java.concat(
                        Java.command(wiring.home(), PART, HEAP_MEGABYTES),
                        List.of(
                                "-Dslf4j.internal.verbosity=ERROR",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Assemble.class.getName(),
                                "up"),
                        options);
        var launcher = Child.start(wiring.home(), PART, command, Map.of());
        while (true) {
            var alive = launcher.alive();
            from = repeat(log, from);
            if (Files.exists(readyMark())) {
                return;
            }
            if (!alive) {
                throw new CannotStart("The platform is not up.");
            }
            Thread.sleep(100);
        }
    }

    /// Prints what a log has got since `from`, and returns how far it goes now.
    private static long repeat(Path log, long from) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var news = new byte[Math.toIntExact(Math.max(0, file.length() - from))];
            file.seek(from);
            file.readFully(news);
            System.out.print(new String(news, StandardCharsets.UTF_8));
            return from + news.length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void down() {
        var launcher = find(wiring.home());
        launcher.ifPresent(child -> child.stop("TERM", STOPPED_WITHIN));
        forget(readyMark());
        var left = Child.all(wiring.home());
        recorder.stop();
        platform.stopParts();
        Say.line(
                launcher.isEmpty() && left.isEmpty()
                        ? "Nothing was running."
                        : "Stopped; nothing is left running.");
    }

    private static void mark(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
