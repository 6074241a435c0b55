package org.assemble.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/// All parts together: started as early as each can be, kept running, and stopped in order.
final class Platform {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration TOO_SOON = Duration.ofSeconds(20);
    private static final int RESTARTS_TOO_SOON = 3;
    private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);

    private final Wiring wiring;
    private final Part postgres;
    private final Part kafka;
    private final Part keycloak;
    private final List<Part> services;
    private final Map<Part, Running> running = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /// @param failures how often in a row it ended too soon after its start
    private record Running(Child child, long startedNanos, int failures) {}

    Platform(Wiring wiring) {
        this.wiring = wiring;
        this.postgres = Part.postgres(wiring);
        this.kafka = Part.kafka(wiring);
        this.keycloak = Part.keycloak(wiring);
        this.services =
                Arrays.stream(Service.values())
                        .map(service -> Part.service(wiring, service))
                        .toList();
    }

    List<Part> parts() {
        var parts = new ArrayList<>(List.of(postgres, kafka, keycloak));
        parts.addAll(services);
        return parts;
    }

    /// Starts everything and returns when all is ready. Services wait for what they need by
    /// themselves; here they wait for their databases and topics only, which must have been made.
    void start() {
        parts().forEach(part -> part.ports().forEach(port -> Ports.requireFree(part.name(), port)));
        var database = begin(postgres);
        var broker = begin(kafka);
        var all =
                new ArrayList<>(
                        List.of(
                                database,
                                broker,
                                database.thenRunAsync(() -> bringUp(keycloak), THREADS)));
        var needed = CompletableFuture.allOf(database, broker);
        services.forEach(service -> all.add(needed.thenRunAsync(() -> bringUp(service), THREADS)));
        try {
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CannotStart sentence ? sentence : e;
        }
    }

    private CompletableFuture<Void> begin(Part part) {
        return CompletableFuture.runAsync(() -> bringUp(part), THREADS);
    }

    private void bringUp(Part part) {
        if (stopping) {
            throw new CannotStart("stopped while it started");
        }
        var began = System.nanoTime();
        running.put(part, new Running(part.start(), System.nanoTime(), 0));
        Say.progress(part.name(), Duration.ofNanos(System.nanoTime() - began));
    }

    /// Starts again whatever ends by itself, until the platform is stopped.
    void keep() throws InterruptedException {
        while (!stopping) {
            Thread.sleep(BETWEEN_LOOKS);
            running.forEach((part, last) -> {
                if (!stopping && !last.child().alive() && !Dev.holds(wiring.home(), part)) {
                    startAgain(part, last);
                }
            });
        }
    }

    private void startAgain(Part part, Running last) {
        var soon = System.nanoTime() - last.startedNanos() < TOO_SOON.toNanos();
        var failures = soon ? last.failures() + 1 : 0;
        if (failures > RESTARTS_TOO_SOON) {
            running.remove(part);
            Say.line(
                    part.name()
                            + " ends again and again and is left alone; see ./assemble logs "
                            + part.name());
            return;
        }
        Say.line(part.name() + " has ended; starting it again");
        try {
            var child = part.start();
            running.put(part, new Running(child, System.nanoTime(), failures));
            Say.line(part.name() + " is back");
        } catch (CannotStart e) {
            running.put(part, new Running(last.child(), System.nanoTime(), failures));
            Say.line(e.getMessage());
        }
    }

    /// Stops everything, also what is only starting: first what calls others, last what is called.
    void stop() {
        stopping = true;
        stopParts();
    }

    void stopParts() {
        var order = List.of(services, List.of(keycloak), List.of(kafka, postgres));
        for (var together : order) {
            CompletableFuture.allOf(
                            together.stream()
                                    .map(part ->
                                            CompletableFuture.runAsync(() -> stop(part), THREADS))
                                    .toArray(CompletableFuture[]::new))
                    .join();
        }
        Child.all(wiring.home()).forEach(Child::kill);
    }

    private void stop(Part part) {
        Child.find(wiring.home(), part.name()).ifPresent(part::stop);
    }
}
