package org.assemble.training.session.model;

import java.util.List;
import java.util.UUID;

/// What is asked of a session.
public sealed interface SessionCommand {

    /// Takes a seat for each of them: all or none.
    record Enrol(List<UUID> people) implements SessionCommand {}
}
