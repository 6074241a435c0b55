package org.assemble.gateway.routing;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How often something may be asked for: so many requests at once, and as many again in each
/// window, a little at a time.
///
/// @param name how answers call it in their `RateLimit` headers
/// @param quota requests
/// @param window the time in which an exhausted quota is full again; whole seconds, a month at most
public record Rate(String name, int quota, Duration window) {

    private static final Pattern WRITTEN =
            Pattern.compile("([1-9][0-9]{0,8}) per ([1-9][0-9]*[smh])");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final Duration LONGEST = Duration.ofDays(31);

    public Rate {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the limit \"%s\" needs a name of small letters".formatted(name));
        }
        if (window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "the limit %s must be for %d days at most".formatted(name, LONGEST.toDays()));
        }
    }

    /// As a table has it: `6000 per 1m`.
    static Rate parse(String name, String written) {
        Matcher rate = WRITTEN.matcher(written);
        if (!rate.matches()) {
            throw new IllegalArgumentException(
                    "the limit %s must be as \"6000 per 1m\", but is \"%s\""
                            .formatted(name, written));
        }
        return new Rate(name, Integer.parseInt(rate.group(1)), Durations.parse(rate.group(2)));
    }

    public long windowSeconds() {
        return window.toSeconds();
    }

    /// The time in which one more request becomes possible.
    public long nanosPerRequest() {
        return Math.max(1, window.toNanos() / quota);
    }
}
