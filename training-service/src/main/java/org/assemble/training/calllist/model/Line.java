package org.assemble.training.calllist.model;

import org.assemble.training.attendance.model.Evidence;

/// A line of a list: it tells something, or has a problem.
public sealed interface Line {

    int line();

    record Telling(int line, Evidence evidence) implements Line {}

    record Troubled(int line, Problem problem) implements Line {}
}
