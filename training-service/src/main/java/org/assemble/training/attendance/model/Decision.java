package org.assemble.training.attendance.model;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What came of what was told: it holds, or a rule says no.
public sealed interface Decision {

    record Happened(List<Change> changes) implements Decision {}

    /// @param about those to whom the rule says no
    record No(Why why, String detail, Set<UUID> about) implements Decision {}

    /// The rules that can say no, in the order in which they are checked.
    enum Why {
        GIVES_THE_SESSION,
        IMPOSSIBLE_TIMES,
        PRESENT_LONGER_THAN_SESSION,
        COUNTED_ALREADY
    }
}
