package org.assemble.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `./assemble dev <service>`: one service from its sources, with live reload and a debugger's
/// port, in place of the one that the launcher runs.
final class Dev {
    private static final int DEBUGGER_PORT = 5005;
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(15);

    private Dev() {}

    /// Whether it runs a part in the launcher's place.
    static boolean holds(Home home, Part part) {
        return Files.exists(mark(home, part));
    }

    private static Path mark(Home home, Part part) {
        return home.file("dev-" + part.name());
    }

    static int run(Wiring wiring, Service service) throws IOException, InterruptedException {
        if (Launcher.find(wiring.home()).isEmpty()) {
            throw new CannotStart("the rest is not up: start it with ./assemble up --detach");
        }
        var part = Part.service(wiring, service);
        var held = mark(wiring.home(), part);
        Files.writeString(held, "");
        Child.find(wiring.home(), part.name()).ifPresent(part::stop);
        Say.line(
                part.name()
                        + " runs from its sources; debugger at port "
                        + DEBUGGER_PORT
                        + ", q ends it.");
        var builder =
                new ProcessBuilder(
                                List.of(
                                        wiring.checkout().resolve("mvnw").toString(),
                                        "--projects",
                                        wiring.checkout()
                                                .relativize(service.module(wiring.checkout()))
                                                .toString(),
                                        "--also-make",
                                        "process-classes",
                                        "quarkus:dev",
                                        "-Ddebug=" + DEBUGGER_PORT))
                        .directory(wiring.checkout().toFile())
                        .inheritIO();
        builder.environment().putAll(wiring.environment(service));
        builder.environment().put("JAVA_HOME", Java.jdk().toString());
        var maven = builder.start();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> giveBack(maven, held), "give the service back"));
        return maven.waitFor();
    }

    /// The launcher takes the service back when its port is free again.
    private static void giveBack(Process maven, Path held) {
        maven.destroy();
        try {
            maven.waitFor(ENDED_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        held.toFile().delete();
    }
}
