package org.assemble.gateway.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// When a delivery that failed is tried again. Pure: chance comes in as an argument.
///
/// @param delays after the first attempt, after the second, …
record Schedule(List<Duration> delays) {

    /// By how much of itself a delay is made shorter or longer, so that what failed together isn't
    /// tried again together.
    private static final double JITTER = 0.2;

    private static final Duration LONGEST = Duration.ofHours(24);

    Schedule {
        delays = List.copyOf(delays);
    }

    /// @param attempts how many there were, at least one
    /// @param asked what the target asked for (`Retry-After`), if it did
    /// @param chance from 0 to 1
    /// @return how long to wait; empty where it is given up
    Optional<Duration> after(int attempts, Optional<Duration> asked, double chance) {
        if (attempts > delays.size()) {
            return Optional.empty();
        }
        double factor = 1 - JITTER + 2 * JITTER * chance;
        Duration own = Duration.ofMillis((long) (delays.get(attempts - 1).toMillis() * factor));
        return Optional.of(
                asked.filter(wanted -> wanted.compareTo(own) > 0)
                        .map(wanted -> wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted)
                        .orElse(own));
    }
}
