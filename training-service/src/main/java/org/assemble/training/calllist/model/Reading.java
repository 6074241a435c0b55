package org.assemble.training.calllist.model;

/// What came of reading a list: people, or why it can't be read. One that can't be read does
/// nothing at all; a line that can't be is named in what is read.
public sealed interface Reading {

    record Read(CallList list) implements Reading {}

    record No(Why why, String detail) implements Reading {}

    /// Why a list can't be read, in the order in which it is checked.
    enum Why {
        UNKNOWN_COLUMNS,
        EMPTY_LIST,
        AMBIGUOUS_DATES
    }
}
