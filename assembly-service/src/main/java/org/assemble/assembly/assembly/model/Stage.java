package org.assemble.assembly.assembly.model;

/// Where an assembly is in its life (A1), in this order.
public enum Stage {
    PLANNED,
    ANNOUNCED,
    HELD
}
