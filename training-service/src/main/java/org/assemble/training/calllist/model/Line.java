package org.assemble.training.calllist.model;

import org.assemble.training.attendance.model.Evidence;

/// A line of a list: it tells something, or has a problem.
public sealed interface Line {

    int line();

    /// It tells something; how long and not when is told as of the list that it stands in.
    record Telling(int line, Evidence evidence) implements Line {}

    record Troubled(int line, Problem problem) implements Line {}
}
