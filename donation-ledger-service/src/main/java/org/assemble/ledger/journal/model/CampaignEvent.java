package org.assemble.ledger.journal.model;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// What the books must know of a campaign's life, and what its steps do to its money.
public sealed interface CampaignEvent extends LedgerEvent {

    UUID campaignId();

    @Override
    default StreamId stream() {
        return StreamId.fund(campaignId());
    }

    @Override
    default Optional<UUID> campaign() {
        return Optional.of(campaignId());
    }

    record CampaignRegistered(UUID campaignId, UUID electionId, String region, LocalDate occurredOn)
            implements CampaignEvent {}

    record AgreementConfirmed(UUID campaignId, LocalDate occurredOn) implements CampaignEvent {}

    record LaunchHeld(UUID campaignId, LocalDate occurredOn) implements CampaignEvent {}

    /// M5: a first payment that had come in before the launch. `capPence` is the policy it was
    /// decided by.
    record FirstPaymentMatched(
            UUID campaignId,
            UUID donationId,
            UUID mandateId,
            UUID donorId,
            long matchedPence,
            long capPence,
            LocalDate occurredOn)
            implements CampaignEvent {}

    record CampaignWithdrew(UUID campaignId, LocalDate occurredOn) implements CampaignEvent {}

    /// M9: what a campaign that withdrew would have had to give back, and never has to.
    record RestWrittenOff(UUID campaignId, long pence, LocalDate occurredOn)
            implements CampaignEvent {}
}
