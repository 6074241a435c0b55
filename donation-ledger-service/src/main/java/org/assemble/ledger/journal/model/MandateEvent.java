package org.assemble.ledger.journal.model;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// The life of a monthly donation: pledged, then active with its first payment.
public sealed interface MandateEvent extends LedgerEvent {

    UUID mandateId();

    UUID campaignId();

    @Override
    default StreamId stream() {
        return StreamId.mandate(mandateId());
    }

    @Override
    default Optional<UUID> campaign() {
        return Optional.of(campaignId());
    }

    /// M1, A3: pledged in the ward assembly named.
    record MandatePledged(
            UUID mandateId,
            UUID campaignId,
            UUID assemblyId,
            UUID donorId,
            long monthlyPence,
            LocalDate occurredOn)
            implements MandateEvent {}

    record MandateActivated(UUID mandateId, UUID campaignId, UUID donationId, LocalDate occurredOn)
            implements MandateEvent {}
}
