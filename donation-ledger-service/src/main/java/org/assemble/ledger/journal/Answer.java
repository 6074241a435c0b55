package org.assemble.ledger.journal;

/// What a caller gets, after it is durable.
///
/// @param body the first answer to the request
/// @param replayed whether it was asked for, and answered, before
public record Answer<T>(T body, boolean replayed) {}
