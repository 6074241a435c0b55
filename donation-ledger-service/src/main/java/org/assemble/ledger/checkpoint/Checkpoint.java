package org.assemble.ledger.checkpoint;

import java.time.Instant;

/// A tree head that was signed and published.
///
/// @param size how many events it covers: positions 1 to `size`
/// @param note what was signed, byte for byte
public record Checkpoint(long size, byte[] root, String note, Instant published) {}
