package org.assemble.gateway.world;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/// Waits for a condition, never for a time.
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long BETWEEN_NANOS = 20_000_000;
    private static final int LOOKS = 50;

    private Eventually() {}

    /// What a count comes to, once it has stood still for a while.
    public static int standsStill(IntSupplier count) {
        int[] last = {-1, 0};
        holds(
                "it stands still",
                () -> {
                    int now = count.getAsInt();
                    last[1] = now == last[0] && now > 0 ? last[1] + 1 : 0;
                    last[0] = now;
                    return last[1] == LOOKS;
                });
        return last[0];
    }

    public static void holds(String what, BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("never so: " + what);
            }
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
    }
}
