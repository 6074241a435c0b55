package org.assemble.gateway.forward;

/// How a caller takes a long answer, which keeps its place at the service for as long as it lasts:
/// the counterpart of [CountedBody]. Time counts while the caller is waited for, never while the
/// service is.
final class TakenAnswer {

    static final long LOOK_MILLIS = 1_000;

    private final CountedBody.Pace pace;
    private long lookedNanos;
    private long waitedNanos;
    private long waitedAtLastByte;
    private long takenBytes;

    TakenAnswer(CountedBody.Pace pace, long nowNanos) {
        this.pace = pace;
        this.lookedNanos = nowNanos;
    }

    /// Whether it is taken fast enough, as seen at one look after the other.
    ///
    /// @param waits whether there is more for the caller than it takes just now
    /// @param bytes what it was given until now
    boolean isKeptUp(long nowNanos, boolean waits, long bytes) {
        if (waits) {
            waitedNanos += nowNanos - lookedNanos;
        }
        lookedNanos = nowNanos;
        if (bytes > takenBytes) {
            takenBytes = bytes;
            waitedAtLastByte = waitedNanos;
        }
        return pace.isKept(takenBytes, waitedNanos, waitedNanos - waitedAtLastByte);
    }

    static final class TooSlow extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooSlow() {
            super("the answer is taken too slowly", null, false, false);
        }
    }
}
