package org.assemble.ledger.journal.model;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// Where a campaign is paid. The account itself is a document; a change takes a second person.
public sealed interface BankDetailsEvent extends LedgerEvent {

    UUID campaignId();

    @Override
    default StreamId stream() {
        return StreamId.bankDetails(campaignId());
    }

    @Override
    default Optional<UUID> campaign() {
        return Optional.of(campaignId());
    }

    record BankDetailsSubmitted(
            UUID campaignId, UUID documentId, UUID submittedBy, LocalDate occurredOn)
            implements BankDetailsEvent {}

    record BankDetailsConfirmed(
            UUID campaignId, UUID documentId, UUID confirmedBy, LocalDate occurredOn)
            implements BankDetailsEvent {}
}
