package org.assemble.ledger;

import java.time.Duration;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Waits for a condition, never for a time.
public final class Eventually {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 20;

    private Eventually() {}

    /// Repeats an assertion until it holds; the last failure is the test's.
    public static void holds(ThrowingCallable assertion) {
        get(() -> {
            try {
                assertion.call();
                return true;
            } catch (AssertionError | RuntimeException e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        });
    }

    private static <T> T get(Supplier<T> attempt) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                return attempt.get();
            } catch (AssertionError | RuntimeException notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
