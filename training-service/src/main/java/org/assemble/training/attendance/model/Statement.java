package org.assemble.training.attendance.model;

import java.util.UUID;

/// What is told of somebody.
public record Statement(UUID personId, Evidence evidence) {}
