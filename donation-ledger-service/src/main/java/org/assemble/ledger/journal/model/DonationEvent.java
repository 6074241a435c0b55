package org.assemble.ledger.journal.model;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// Money that came in. Where it goes is decided once and stands in the event, with the policies it
/// was decided by.
public sealed interface DonationEvent extends LedgerEvent {

    Gift gift();

    /// What was given, by whom and how it was told; what is not known is null.
    ///
    /// @param limitPence the most that a donation could be: the policy it was taken by; null in
    ///   what was recorded before this stood here
    record Gift(
            UUID donationId,
            String source,
            String reference,
            long pence,
            LocalDate receivedOn,
            UUID donorId,
            UUID mandateId,
            UUID assemblyId,
            Long limitPence) {}

    @Override
    default StreamId stream() {
        return StreamId.donation(gift().donationId());
    }

    @Override
    default LocalDate occurredOn() {
        return gift().receivedOn();
    }

    /// M1: not from a ward assembly; or M9: for a campaign that withdrew before (then `campaignId`
    /// names it).
    record GivenToNationalFund(Gift gift, UUID campaignId) implements DonationEvent {
        @Override
        public Optional<UUID> campaign() {
            return Optional.ofNullable(campaignId);
        }
    }

    /// M2: shared. `campaignPence` is what M2's cumulated rule adds to the campaign's share,
    /// `shareBasisPoints` the policy. M5: `first` marks the donor's first payment to this campaign;
    /// `matchedPence` is its match if the launch had happened, `capPence` the policy.
    record GivenToCampaign(
            Gift gift,
            UUID campaignId,
            int shareBasisPoints,
            long campaignPence,
            boolean first,
            long matchedPence,
            long capPence)
            implements DonationEvent {
        @Override
        public Optional<UUID> campaign() {
            return Optional.of(campaignId);
        }
    }

    /// M6: came in from polling day on.
    record GivenToMovement(Gift gift, UUID campaignId) implements DonationEvent {
        @Override
        public Optional<UUID> campaign() {
            return Optional.of(campaignId);
        }
    }

    /// M1: for the Assembly Unit, whose fund is its own: of no campaign, neither shared nor
    /// matched.
    record GivenToUnit(Gift gift) implements DonationEvent {
        @Override
        public Optional<UUID> campaign() {
            return Optional.empty();
        }
    }
}
