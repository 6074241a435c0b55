package org.assemble.gateway.routing;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as the routing table has them: a number and a unit, `500ms`, `2s`, `1m` or `1h`.
final class Durations {

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private Durations() {}

    static Duration parse(String written) {
        Matcher duration = WRITTEN.matcher(written);
        if (!duration.matches()) {
            throw new IllegalArgumentException(
                    "a duration must be as 500ms, 2s, 1m or 1h, but is \"%s\"".formatted(written));
        }
        long amount = Long.parseLong(duration.group(1));
        return switch (duration.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
