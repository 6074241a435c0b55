package org.assemble.gateway.key;

import java.util.Optional;

/// What was seen by the look that began last, of all that have ended: looks overtake each other.
final class Latest<T> {

    private long begun;
    private long adopted;
    private volatile T seen;

    /// @return the look's number, in the order in which they begin
    synchronized long begin() {
        return ++begun;
    }

    /// Takes what a look saw, unless a later one has ended before it.
    synchronized void adopt(long look, T saw) {
        if (look > adopted) {
            adopted = look;
            seen = saw;
        }
    }

    /// Empty before any look has ended.
    Optional<T> get() {
        return Optional.ofNullable(seen);
    }
}
