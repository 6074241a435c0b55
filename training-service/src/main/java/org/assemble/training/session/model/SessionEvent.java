package org.assemble.training.session.model;

import java.util.UUID;

/// What happened to a session.
public sealed interface SessionEvent {

    record Enrolled(UUID personId) implements SessionEvent {}

    /// @param counts whether it is the share of the length that makes the training attended (T3)
    record Attended(UUID personId, int minutes, boolean counts) implements SessionEvent {}
}
