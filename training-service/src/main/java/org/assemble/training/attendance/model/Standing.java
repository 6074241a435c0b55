package org.assemble.training.attendance.model;

/// How long a person was at a session, all in all, and whether it counts as attended (T3).
public record Standing(long seconds, boolean counts) {
    private static final long SECONDS = 60;

    /// Whole minutes.
    public int minutes() {
        return Math.toIntExact(seconds / SECONDS);
    }
}
