package org.assemble.gateway.forward;

import java.util.concurrent.atomic.AtomicInteger;

/// How many requests to one service may be sent a second time: one for every ten that are sent, and
/// ten in hand. When all fail, trying again would only double what a service in trouble has to
/// carry.
final class Budget {

    private static final int REQUESTS_FOR_ONE = 10;
    private static final int MOST = 10 * REQUESTS_FOR_ONE;

    private final AtomicInteger earned = new AtomicInteger(MOST);

    /// A request was sent.
    void earn() {
        if (earned.get() < MOST) {
            earned.incrementAndGet();
        }
    }

    /// Whether one may be sent again.
    boolean spend() {
        int before =
                earned.getAndUpdate(now -> now < REQUESTS_FOR_ONE ? now : now - REQUESTS_FOR_ONE);
        return before >= REQUESTS_FOR_ONE;
    }
}
