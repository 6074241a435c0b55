package org.assemble.gateway.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How an attempt ended. Of what the target answered nothing is kept but the status: a target must
/// not be able to show somebody what it is.
///
/// @param status null where there was no answer
/// @param outcome in a word
/// @param retryAfter what the target asked for
record Result(
        Instant at, int millis, Integer status, String outcome, Optional<Duration> retryAfter) {

    static final String DELIVERED = "delivered";
    static final String REFUSED = "refused";
    static final String GONE = "gone";
    static final String NO_ANSWER = "no answer in time";
    static final String NOT_REACHED = "not reached";
    static final String NOT_PUBLIC = "not a public address";

    boolean isDelivered() {
        return DELIVERED.equals(outcome);
    }

    boolean isGone() {
        return GONE.equals(outcome);
    }

    static String outcomeOf(int status) {
        if (status >= 200 && status < 300) {
            return DELIVERED;
        }
        return status == 410 ? GONE : REFUSED;
    }
}
