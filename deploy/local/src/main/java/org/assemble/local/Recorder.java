package org.assemble.local;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;

/// Behind a running platform: runs each program that has no fresh cache once more, on data and
/// ports of its own, to record what it loads. It takes some minutes after a build, at the lowest
/// priority; the next start then takes half the time.
final class Recorder {
    private static final int OFFSETS_FROM = 20_000;
    private static final int OFFSETS_STEP = 100;
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(20);

    /// By services, to start; Keycloak they find where the platform has it.
    private static final Set<String> NEEDED = Set.of(Postgres.PART, Kafka.PART);

    private final Wiring wiring;
    private final Home home;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("recorder").unstarted(this::run);
    private volatile boolean stopping;

    Recorder(Wiring wiring) {
        this.wiring = wiring;
        this.home = home(wiring);
    }

    static Home home(Wiring wiring) {
        return Home.inBackground(wiring.home().folder().resolve("recording"));
    }

    void start() {
        thread.start();
    }

    /// Whatever it was at is lost, and done after the next start.
    void stop() {
        stopping = true;
        home.clear();
        try {
            thread.join(ENDED_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        home.clear(); // what it had just started
    }

    private void run() {
        try {
            recordStale(new Platform(wiring.elsewhere(home, freeOffset())));
        } catch (CannotStart | UncheckedIOException e) {
            if (!stopping) {
                Say.line("It was not recorded, so starts stay slower: " + e.getMessage());
            }
        } finally {
            home.clear();
        }
    }

    private void recordStale(Platform platform) {
        var stale = platform.parts().stream().filter(Recorder::isStale).toList();
        if (stale.isEmpty()) {
            return;
        }
        Say.line("Recording what the parts load, in the background: the next start is quicker.");
        for (var part : platform.parts()) {
            if (stale.contains(part)) {
                record(part);
            }
            if (stopping) {
                return;
            }
            if (NEEDED.contains(part.name())) {
                part.start();
            }
        }
        Say.line("Recorded; the next start is quicker.");
    }

    private void record(Part part) {
        if (stopping) {
            throw new CannotStart("stopped");
        }
        part.cache().orElseThrow().record(part::start);
    }

    private static boolean isStale(Part part) {
        return part.cache().map(cache -> !cache.isFresh()).orElse(false);
    }

    private int freeOffset() {
        return IntStream.iterate(OFFSETS_FROM, offset -> offset + OFFSETS_STEP)
                .filter(offset ->
                        new Platform(wiring.elsewhere(home, offset))
                                .parts().stream()
                                        .flatMap(part -> part.ports().stream())
                                        .allMatch(Ports::isFree))
                .findFirst()
                .orElseThrow();
    }
}
