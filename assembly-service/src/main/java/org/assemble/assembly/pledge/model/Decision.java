package org.assemble.assembly.pledge.model;

/// What came of a pledge that somebody wants to make: it stands, or a rule says no.
public sealed interface Decision {
    record Pledged(long monthlyPence) implements Decision {}

    record No(Why why, String detail) implements Decision {}

    /// The rules that can say no, in the order in which they are checked.
    enum Why {
        PLEDGE_NOT_POSITIVE,
        PLEDGE_ABOVE_LIMIT,
        UNKNOWN_ATTENDEE,
        PLEDGED_ALREADY
    }
}
