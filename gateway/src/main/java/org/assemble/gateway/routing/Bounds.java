package org.assemble.gateway.routing;

import java.time.Duration;
import org.assemble.gateway.GatewaySettings;

/// How much of the gateway one service can take up, and for how long.
///
/// @param atOnce requests that are on their way at one time; one more is told that the service is
///   busy, so that a slow service can't hold what the others need
/// @param streams streams of events open at one time, counted by themselves: they last
/// @param connect the wait for a connection
/// @param answer the wait for an answer's first line, from the moment the request was sent in full
/// @param silence the wait for the next byte, in either direction; streams of events may be silent
/// @param health the path that says whether the service is ready
public record Bounds(
        int atOnce,
        int streams,
        Duration connect,
        Duration answer,
        Duration silence,
        String health) {

    private static final int MOST = 100_000;

    public Bounds {
        if (atOnce < 1 || streams < 0 || atOnce > MOST || streams > MOST) {
            throw new IllegalArgumentException(
                    "atOnce must be 1 to %d, and streams 0 to %d".formatted(MOST, MOST));
        }
        if (!connect.isPositive() || !answer.isPositive() || !silence.isPositive()) {
            throw new IllegalArgumentException("connect, answer and silence must be positive");
        }
        if (silence.compareTo(answer) <= 0) {
            throw new IllegalArgumentException("answer must be shorter than silence");
        }
        if (!health.startsWith("/")) {
            throw new IllegalArgumentException("health must be a path, but is " + health);
        }
    }

    /// The silence on a connection would end the wait for an answer before its time.
    void mustAllow(Duration answer, String path) {
        if (!answer.isPositive() || silence.compareTo(answer) <= 0) {
            throw new IllegalArgumentException(
                    "answer of %s must be positive, and shorter than the silence of its service"
                            .formatted(path));
        }
    }

    /// What holds for a service of which the table says nothing else.
    public static Bounds of(GatewaySettings settings) {
        return new Bounds(
                settings.limits().atOncePerService(),
                settings.limits().streamsPerService(),
                settings.patience().connect(),
                settings.patience().answer(),
                settings.patience().silence(),
                settings.health().path());
    }
}
