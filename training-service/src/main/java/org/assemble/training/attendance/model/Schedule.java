package org.assemble.training.attendance.model;

import java.time.Duration;
import java.time.Instant;

/// When a session is, and what share of its length a person must have been there for (T3).
public record Schedule(Instant startsAt, Instant endsAt, long sharePercent) {
    private static final long SECONDS = 60;

    // T3: exact; no share is rounded up to what it should be.
    public boolean counts(long seconds) {
        return seconds * 100L >= lengthSeconds() * sharePercent;
    }

    public long lengthSeconds() {
        return Duration.between(startsAt, endsAt).toSeconds();
    }

    /// When the session was over, or now while it goes on.
    public Instant lastedUntil(Instant now) {
        return now.isBefore(endsAt) ? now : endsAt;
    }

    /// How long it has lasted; a minute that has begun is a minute.
    public long minutesUntil(Instant now) {
        long seconds = Duration.between(startsAt, lastedUntil(now)).toSeconds();
        return Math.max(0, Math.ceilDiv(seconds, SECONDS));
    }

    /// What of a time lies within the session; nothing where it ends before it begins.
    public long secondsWithin(Instant from, Instant to) {
        return Math.max(
                0, Duration.between(later(from, startsAt), earlier(to, endsAt)).toSeconds());
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
