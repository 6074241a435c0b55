package org.assemble.local;

import java.time.Duration;
import java.util.concurrent.Callable;

/// Waiting for a condition, never for a time.
final class Until {
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private Until() {}

    /// Tries until `attempt` succeeds; gives up when the process has ended or the time is over,
    /// with the end of its log as the reason.
    static <T> T ready(Child child, Duration patience, Callable<T> attempt) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return attempt.call();
            } catch (CannotStart never) {
                throw never;
            } catch (Exception notYet) {
                if (!child.alive()) {
                    throw new CannotStart(
                            child.part()
                                    + " ended while it started; its log ends with:\n"
                                    + child.lastLines(15),
                            notYet);
                }
                if (System.nanoTime() > deadline) {
                    throw new CannotStart(
                            child.part()
                                    + " was not ready within "
                                    + patience.toSeconds()
                                    + " s; its log ends with:\n"
                                    + child.lastLines(15),
                            notYet);
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("interrupted while waiting", e);
        }
    }
}
