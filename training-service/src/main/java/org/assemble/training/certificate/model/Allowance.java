package org.assemble.training.certificate.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How often somebody may ask: so many times at once, and then once in an interval. A token bucket,
/// kept as the one moment at which it will be full again (the generic cell rate algorithm).
public record Allowance(int atOnce, Duration each) {

    /// What came of asking.
    ///
    /// @param fullAt when nothing of the allowance is used any more
    /// @param waitFor how long to wait before asking again; empty where it is allowed
    public record Asked(Instant fullAt, Optional<Duration> waitFor) {}

    /// @param fullAt as it was told the last time; any time up to now for somebody new
    public Asked ask(Instant fullAt, Instant now) {
        Instant used = fullAt.isBefore(now) ? now : fullAt;
        Instant afterwards = used.plus(each);
        Duration tooMuch = Duration.between(now.plus(each.multipliedBy(atOnce)), afterwards);
        return tooMuch.isPositive()
                ? new Asked(fullAt, Optional.of(tooMuch))
                : new Asked(afterwards, Optional.empty());
    }
}
