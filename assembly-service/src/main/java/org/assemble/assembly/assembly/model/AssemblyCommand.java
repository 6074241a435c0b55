package org.assemble.assembly.assembly.model;

import java.time.Instant;

/// What can be asked of an assembly.
public sealed interface AssemblyCommand {

    /// The public is told of it.
    record Announce() implements AssemblyCommand {}

    /// People are checked in, by a phone or afterwards from paper.
    ///
    /// @param newcomers how many of them were not counted before
    record CheckIn(int newcomers) implements AssemblyCommand {}

    /// It was held, and this is what it came to.
    record Minute(Instant heldAt, String minutes) implements AssemblyCommand {}
}
