package org.assemble.assembly.assembly.model;

import java.time.Instant;

/// What happened to an assembly (A1).
public sealed interface AssemblyEvent {
    record Announced() implements AssemblyEvent {}

    record CheckedIn(int newcomers) implements AssemblyEvent {}

    record Held(Instant heldAt, String minutes) implements AssemblyEvent {}
}
