package org.assemble.training.attendance.model;

import java.util.List;
import java.util.UUID;

/// What was told of a person, and how they stood before and stand after it.
public record Change(UUID personId, List<Evidence> told, Standing before, Standing after) {

    /// Whether a completed training no longer has what it rests on (T4).
    public boolean takesBack() {
        return before.counts() && !after.counts();
    }

    /// Whether it counts from now on, and did not before.
    public boolean comesToCount() {
        return !before.counts() && after.counts();
    }
}
