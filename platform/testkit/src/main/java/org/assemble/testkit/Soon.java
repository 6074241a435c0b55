package org.assemble.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Waits for what comes by way of Kafka: for a condition, never for a time.
///
/// ```java
/// Soon.holds(() -> given().get("/api/v1/campaigns/{id}", id).then().statusCode(200));
/// ```
public final class Soon {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(20);

    private Soon() {}

    /// Tries until the assertion holds; when the time is over its last failure is the test's.
    public static void holds(Runnable assertion) {
        long deadline = deadline();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
            }
            pause();
        }
    }

    /// Asks until there is an answer.
    ///
    /// @param what a few words for the failure: "a message of type …"
    public static <T> T comes(String what, Supplier<Optional<T>> question) {
        long deadline = deadline();
        while (true) {
            var answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "%s did not come within %d s".formatted(what, PATIENCE.toSeconds()));
            }
            pause();
        }
    }

    private static long deadline() {
        return System.nanoTime() + PATIENCE.toNanos();
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }
}
