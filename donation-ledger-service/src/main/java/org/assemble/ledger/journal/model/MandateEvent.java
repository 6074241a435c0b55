package org.assemble.ledger.journal.model;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// The life of a monthly donation: pledged, active with its first payment, ended.
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

    /// M1, A3: pledged in the ward assembly named; null where it was pledged in none. `limitPence`
    /// is the policy that one entered by hand was taken by; null in what the topic told.
    record MandatePledged(
            UUID mandateId,
            UUID campaignId,
            UUID assemblyId,
            UUID donorId,
            long monthlyPence,
            Long limitPence,
            LocalDate occurredOn)
            implements MandateEvent {}

    record MandateActivated(UUID mandateId, UUID campaignId, UUID donationId, LocalDate occurredOn)
            implements MandateEvent {}

    /// The first payment is wholly reversed.
    record FirstPaymentLost(UUID mandateId, UUID campaignId, UUID donationId, LocalDate occurredOn)
            implements MandateEvent {}

    /// M5: the payment that takes the place of a first that is wholly reversed, and is the donor's
    /// first to the campaign from now on. `paidPence` is what is not reversed of it.
    record FirstPaymentNamed(
            UUID mandateId,
            UUID campaignId,
            UUID donorId,
            UUID donationId,
            long paidPence,
            LocalDate occurredOn)
            implements MandateEvent {}

    /// Another amount is expected each month, from `validFrom` on. `limitPence` is the policy it
    /// was taken by.
    record MandateAmountChanged(
            UUID mandateId,
            UUID campaignId,
            long monthlyPence,
            LocalDate validFrom,
            UUID changedBy,
            Long limitPence,
            LocalDate occurredOn)
            implements MandateEvent {}

    /// Why a mandate ends; a list, so that nothing personal can stand in it (D2).
    enum EndReason {
        DONOR_ASKED,
        PAYMENTS_FAILED,
        REPLACED,
        OTHER
    }

    record MandateEnded(
            UUID mandateId, UUID campaignId, EndReason reason, UUID endedBy, LocalDate occurredOn)
            implements MandateEvent {}
}
