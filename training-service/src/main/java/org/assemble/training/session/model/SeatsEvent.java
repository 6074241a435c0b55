package org.assemble.training.session.model;

import java.util.UUID;

/// What happened to a session's seats.
public sealed interface SeatsEvent {

    record SeatTaken(UUID personId) implements SeatsEvent {}

    record WaitingBegun(UUID personId) implements SeatsEvent {}

    record SeatGivenUp(UUID personId) implements SeatsEvent {}

    record WaitingEnded(UUID personId) implements SeatsEvent {}

    /// Who waited longest took a seat that became free.
    record MovedUp(UUID personId) implements SeatsEvent {}

    record Resized(int capacity) implements SeatsEvent {}
}
