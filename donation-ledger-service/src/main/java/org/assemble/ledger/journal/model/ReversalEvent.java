package org.assemble.ledger.journal.model;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// M7: money that went back, or never came. It happens to a donation, stands in its stream, and
/// takes from the fund that the donation had gone to.
public sealed interface ReversalEvent extends LedgerEvent {

    Reversal reversal();

    /// Why money goes back: the donor asked for it, the payment failed, the donor's bank took it
    /// back, or the payee's bank returned it.
    enum Kind {
        REFUND,
        FAILURE,
        CHARGEBACK,
        RETURN
    }

    /// What went back of which donation, and how it was told.
    ///
    /// @param source with the reference it names the reversal, once and for ever
    /// @param leftPence what is left of the donation after it: nought once it is wholly reversed
    /// @param donorId the donation's, as mandate and assembly are; what is not known is null
    record Reversal(
            UUID reversalId,
            UUID donationId,
            Kind kind,
            String source,
            String reference,
            long pence,
            long leftPence,
            LocalDate reversedOn,
            UUID donorId,
            UUID mandateId,
            UUID assemblyId) {

        public boolean whole() {
            return leftPence == 0;
        }
    }

    @Override
    default StreamId stream() {
        return StreamId.donation(reversal().donationId());
    }

    @Override
    default LocalDate occurredOn() {
        return reversal().reversedOn();
    }

    record ReversedFromNationalFund(Reversal reversal, UUID campaignId) implements ReversalEvent {
        @Override
        public Optional<UUID> campaign() {
            return Optional.ofNullable(campaignId);
        }
    }

    /// `campaignPence` is what M2's cumulated rule takes from the campaign's share, at the
    /// donation's own `shareBasisPoints`; `matchedPence` what goes back of its match.
    record ReversedFromCampaign(
            Reversal reversal,
            UUID campaignId,
            int shareBasisPoints,
            long campaignPence,
            long matchedPence)
            implements ReversalEvent {
        @Override
        public Optional<UUID> campaign() {
            return Optional.of(campaignId);
        }
    }

    record ReversedFromMovement(Reversal reversal, UUID campaignId) implements ReversalEvent {
        @Override
        public Optional<UUID> campaign() {
            return Optional.of(campaignId);
        }
    }

    record ReversedFromUnit(Reversal reversal) implements ReversalEvent {
        @Override
        public Optional<UUID> campaign() {
            return Optional.empty();
        }
    }
}
