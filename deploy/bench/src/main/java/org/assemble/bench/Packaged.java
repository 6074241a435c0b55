package org.assemble.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assemble.local.Home;
import org.assemble.local.Ports;

/// A packaged service as a process of its own, which is ready.
///
/// @param port on which it listens, on loopback
/// @param inside on which a gateway tells how it is
record Packaged(String name, int port, int inside, Process process) implements AutoCloseable {
    private static final long READY_WITHIN_SECONDS = 120;
    private static final long STOPPED_WITHIN_SECONDS = 20;

    /// @param name of the part, unique in its home
    /// @param build the folder of its `quarkus-run.jar`
    /// @param options for the JVM
    static Packaged start(
            Home home,
            String name,
            Path build,
            List<String> options,
            int port,
            Map<String, String> environment) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.add("-D" + home.mark(name));
        command.addAll(options);
        command.addAll(List.of("-jar", build.resolve("quarkus-run.jar").toString()));
        var builder =
                new ProcessBuilder(command)
                        .directory(home.folder().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log(name).toFile()));
        builder.environment().putAll(environment);
        var inside = Ports.free();
        builder.environment().put("ASSEMBLE_HTTP_PORT", Integer.toString(port));
        builder.environment().put("ASSEMBLE_MANAGEMENT_PORT", Integer.toString(inside));
        try {
            var started = new Packaged(name, port, inside, builder.start());
            started.awaitReady(home.log(name));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(Path log) throws IOException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the %s service did not start:\n%s".formatted(name, Files.readString(log)));
            }
            Stage.pause(50);
        }
    }

    /// The others tell it where they answer.
    private boolean isReady() {
        return saysSo(inside) || saysSo(port);
    }

    private static boolean saysSo(int at) {
        try {
            var asked =
                    (HttpURLConnection)
                            URI.create("http://127.0.0.1:" + at + "/q/health/ready")
                                    .toURL()
                                    .openConnection();
            asked.setReadTimeout(2_000);
            return asked.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /// `kill -9`
    void kill() {
        process.destroyForcibly();
        ended(STOPPED_WITHIN_SECONDS);
    }

    private boolean ended(long withinSeconds) {
        try {
            return process.waitFor(withinSeconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        if (!ended(STOPPED_WITHIN_SECONDS)) {
            kill();
        }
    }
}
