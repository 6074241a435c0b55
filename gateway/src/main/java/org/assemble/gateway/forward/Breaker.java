package org.assemble.gateway.forward;

import java.time.Duration;

/// Keeps requests away from an address that keeps failing: when enough of the last answers were
/// failures, none is sent there for a while; then one tries, and its outcome decides. As long as
/// all is well it costs one look at a field.
final class Breaker {

    /// When it opens, and for how long.
    ///
    /// @param failures so many failures…
    /// @param of …among so many outcomes since the first of them; at most 64
    /// @param pause how long nothing is sent, and how long a trial may take
    record Settings(int failures, int of, Duration pause) {
        Settings {
            if (failures < 1 || of < failures || of > Long.SIZE) {
                throw new IllegalArgumentException(
                        "a breaker needs 1 ≤ failures ≤ of ≤ 64, not %d of %d"
                                .formatted(failures, of));
            }
        }
    }

    private enum State {
        CLOSED,
        OPEN,
        TRYING
    }

    private final Settings settings;
    private volatile State state = State.CLOSED;
    private volatile boolean spotless = true;
    private long outcomes; // the last ones, a bit each, the newest lowest; set where it failed
    private long untilNanos;

    Breaker(Settings settings) {
        this.settings = settings;
    }

    /// Whether a request may be sent now. After a pause only one is let through, whose outcome must
    /// be told.
    ///
    /// @param nowNanos a clock that only rises
    boolean allows(long nowNanos) {
        return state == State.CLOSED || tries(nowNanos);
    }

    /// Whether it may be sent, without sending it.
    boolean wouldAllow(long nowNanos) {
        return state == State.CLOSED || isOver(nowNanos);
    }

    private synchronized boolean isOver(long nowNanos) {
        return state == State.CLOSED || nowNanos - untilNanos >= 0;
    }

    /// A trial whose outcome is never told (the caller left) is forgotten after a pause.
    private synchronized boolean tries(long nowNanos) {
        if (!isOver(nowNanos)) {
            return false;
        }
        if (state != State.CLOSED) {
            state = State.TRYING;
            untilNanos = nowNanos + settings.pause().toNanos();
        }
        return true;
    }

    void succeeded() {
        if (!spotless) {
            note(false, 0);
        }
    }

    void failed(long nowNanos) {
        note(true, nowNanos);
    }

    /// All is forgotten: something else has found the address well.
    synchronized void reset() {
        state = State.CLOSED;
        spotless = true;
        outcomes = 0;
    }

    boolean isOpen() {
        return state != State.CLOSED;
    }

    private synchronized void note(boolean failure, long nowNanos) {
        switch (state) {
            case CLOSED -> count(failure, nowNanos);
            case TRYING -> {
                if (failure) {
                    open(nowNanos);
                } else {
                    reset();
                }
            }
            case OPEN -> {} // sent before it opened
        }
    }

    private void count(boolean failure, long nowNanos) {
        long window = settings.of() == Long.SIZE ? -1L : (1L << settings.of()) - 1;
        outcomes = ((outcomes << 1) | (failure ? 1 : 0)) & window;
        spotless = outcomes == 0;
        if (Long.bitCount(outcomes) >= settings.failures()) {
            open(nowNanos);
        }
    }

    private void open(long nowNanos) {
        state = State.OPEN;
        spotless = false;
        untilNanos = nowNanos + settings.pause().toNanos();
        outcomes = 0;
    }
}
