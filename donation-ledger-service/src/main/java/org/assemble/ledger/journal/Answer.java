package org.assemble.ledger.journal;

/// What a caller gets, after it is durable.
///
/// @param json the first answer to the request, byte for byte
/// @param replayed whether it was asked for, and answered, before
public record Answer(String json, boolean replayed) {}
