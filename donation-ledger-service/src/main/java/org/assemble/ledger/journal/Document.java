package org.assemble.ledger.journal;

import java.util.UUID;

/// What an event refers to and does not say itself: names, bank accounts, texts. It commits with
/// the event.
///
/// @param kind which sort, written down: `bank-account`, `invoice`
/// @param body becomes JSON
public record Document(UUID id, String kind, Object body) {}
