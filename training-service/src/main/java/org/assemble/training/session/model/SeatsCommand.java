package org.assemble.training.session.model;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What is asked of a session's seats.
public sealed interface SeatsCommand {

    /// Takes a seat for each of them: all or none, unless they wait where there is none.
    ///
    /// @param people in the order in which they take what is left
    record Enrol(List<UUID> people, boolean waitIfFull, Instant now) implements SeatsCommand {}

    /// Gives up the seats of those who have one, and the places of those who wait.
    record GiveUp(Set<UUID> people, Instant now) implements SeatsCommand {}

    /// Makes it so many seats.
    record Resize(int capacity) implements SeatsCommand {}
}
