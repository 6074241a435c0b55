package org.assemble.ledger.rebuild;

/// How an exchange waits for who reads its tables. While it waits for a lock, writers wait for it,
/// and so does everyone who comes to read; between two tries all go on. It begins with a moment,
/// which lets quick readers end, and waits longer each time, so that a table that is read without a
/// pause is exchanged at last; the pause grows with it, so that the exchange stands in the way for
/// a small part of the time only.
record Patience(int lockMillis) {

    static final Patience FIRST = new Patience(10);

    private static final int LONGEST_LOCK_MILLIS = 160;
    private static final int PAUSES_A_LOCK = 20;

    Patience next() {
        return new Patience(Math.min(2 * lockMillis, LONGEST_LOCK_MILLIS));
    }

    /// For one transaction.
    String lockTimeout() {
        return "set local lock_timeout = " + lockMillis;
    }

    int pauseMillis() {
        return PAUSES_A_LOCK * lockMillis;
    }
}
