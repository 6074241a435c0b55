package org.assemble.gateway.world;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for a condition, never for a time.
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long BETWEEN_NANOS = 20_000_000;

    private Eventually() {}

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
