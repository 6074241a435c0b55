package org.assemble.training.session.model;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What came of a command: something happened, or a rule says no.
public sealed interface Decision {

    /// May be nothing at all: the command asked for what already is.
    record Happened(List<SessionEvent> events) implements Decision {}

    /// @param about those to whom the rule says no
    record No(Why why, String detail, Set<UUID> about) implements Decision {}

    /// The rules that can say no, in the order in which they are checked.
    enum Why {
        SESSION_FULL
    }
}
