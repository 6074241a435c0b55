package org.assemble.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicLong;
import org.assemble.gateway.routing.Rate;

/// Token buckets of one rate, one for each who asks. A bucket is one number: the time at which it
/// will be full again (the generic cell rate algorithm), so taking is one compare-and-set, and one
/// that nobody used for a window is full and may be forgotten. There are only so many: who is
/// forgotten for lack of room begins with a full one.
final class Buckets {

    private final Rate rate;
    private final long nanosPerRequest;
    private final long windowNanos;
    private final Cache<String, AtomicLong> fullAt;

    Buckets(Rate rate, int most) {
        this.rate = rate;
        this.nanosPerRequest = rate.nanosPerRequest();
        this.windowNanos = nanosPerRequest * rate.quota();
        this.fullAt =
                Caffeine.newBuilder()
                        .maximumSize(most)
                        .expireAfterAccess(rate.window())
                        .executor(Runnable::run) // to wake another thread costs more than the work
                        .build();
    }

    Rate rate() {
        return rate;
    }

    /// What is left after a request was counted, or that it may not be.
    ///
    /// @param allowed whether it may be
    /// @param remaining requests that are possible at once
    /// @param untilFullSeconds after which all are possible again
    /// @param untilNextSeconds after which one more is possible; 0 where it is now
    record Taken(boolean allowed, long remaining, long untilFullSeconds, long untilNextSeconds) {}

    /// Counts one request, unless the bucket is empty.
    ///
    /// @param nowNanos a clock that only rises
    Taken take(String who, long nowNanos) {
        AtomicLong bucket = fullAt.get(who, _ -> new AtomicLong(nowNanos));
        while (true) {
            long before = bucket.get();
            long from = Math.max(before - nowNanos, 0);
            long after = from + nanosPerRequest;
            if (after > windowNanos) {
                return taken(false, from);
            }
            if (bucket.compareAndSet(before, nowNanos + after)) {
                return taken(true, after);
            }
        }
    }

    /// Takes a counted request back: it is counted elsewhere.
    void giveBack(String who) {
        AtomicLong bucket = fullAt.getIfPresent(who);
        if (bucket != null) {
            bucket.addAndGet(-nanosPerRequest);
        }
    }

    /// How many are remembered.
    long size() {
        fullAt.cleanUp();
        return fullAt.estimatedSize();
    }

    private Taken taken(boolean allowed, long untilFullNanos) {
        long remaining = (windowNanos - untilFullNanos) / nanosPerRequest;
        long missing = untilFullNanos + nanosPerRequest - windowNanos;
        return new Taken(
                allowed, remaining, seconds(untilFullNanos), missing > 0 ? seconds(missing) : 0);
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, 1_000_000_000L);
    }
}
