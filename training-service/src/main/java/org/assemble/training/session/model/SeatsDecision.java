package org.assemble.training.session.model;

import java.util.List;

/// What came of a command: something happened, or a rule says no.
public sealed interface SeatsDecision {

    /// May be nothing at all: the command asked for what already is.
    record Happened(List<SeatsEvent> events) implements SeatsDecision {}

    record No(Why why, String detail) implements SeatsDecision {}

    /// The rules that can say no, in the order in which they are checked.
    enum Why {
        SESSION_CANCELLED,
        ENROLMENT_CLOSED,
        CAPACITY_BELOW_ENROLLED,
        SESSION_FULL
    }
}
