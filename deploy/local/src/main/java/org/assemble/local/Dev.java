package org.assemble.local;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// `./assemble dev <service>`: one service from its sources, with live reload and a debugger's
/// port, in place of the one that the launcher runs.
final class Dev {
    private static final int DEBUGGER_PORT = 5005;

    private Dev() {}

    static int run(Wiring wiring, Service service) throws IOException, InterruptedException {
        if (Launcher.find(wiring.home()).isEmpty()) {
            throw new CannotStart("the rest is not up: start it with ./assemble up --detach");
        }
        var part = Part.service(wiring, service);
        var held = wiring.home().file("dev-" + part.name());
        Files.writeString(held, "");
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> held.toFile().delete(), "give the service back"));
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
        return builder.start().waitFor();
    }
}
