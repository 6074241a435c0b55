package org.assemble.local.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Waiting for what travels between the services: for a condition, never for a time.
final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private Await() {}

    /// Asks until there is an answer.
    ///
    /// @param what was waited for, or how far it came: for the person who must know why it ended
    static <T> T until(Supplier<String> what, Supplier<Optional<T>> asked) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<T> answer = asked.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() > deadline) {
                throw new StoryStopped(
                        "%s, and so it stayed for %d s"
                                .formatted(what.get(), PATIENCE.toSeconds()));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryStopped("the story was interrupted", e);
        }
    }
}
