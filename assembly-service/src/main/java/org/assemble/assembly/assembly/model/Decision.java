package org.assemble.assembly.assembly.model;

/// What came of a command: something happened, or a rule says no.
public sealed interface Decision {
    record Happened(AssemblyEvent event) implements Decision {}

    record No(Why why, String detail) implements Decision {}

    /// The rules that can say no, in the order in which they are checked.
    enum Why {
        ILLEGAL_STEP,
        DATE_NOT_YET
    }
}
