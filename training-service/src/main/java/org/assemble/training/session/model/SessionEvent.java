package org.assemble.training.session.model;

import java.util.UUID;

/// What happened to a session.
public sealed interface SessionEvent {

    record Enrolled(UUID personId) implements SessionEvent {}
}
