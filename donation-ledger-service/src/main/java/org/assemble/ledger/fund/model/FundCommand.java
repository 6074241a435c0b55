package org.assemble.ledger.fund.model;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.assemble.ledger.journal.model.DonationEvent.Gift;
import org.assemble.ledger.journal.model.MandateEvent.FirstPaymentNamed;
import org.assemble.ledger.journal.model.ReversalEvent.Reversal;

/// What a campaign's fund is told. What comes from the campaign's own life is never refused.
public sealed interface FundCommand {

    UUID campaignId();

    record RegisterCampaign(UUID campaignId, UUID electionId, String region, LocalDate on)
            implements FundCommand {}

    record ConfirmAgreement(UUID campaignId, LocalDate on) implements FundCommand {}

    record HoldLaunch(UUID campaignId, LocalDate on) implements FundCommand {}

    record Withdraw(UUID campaignId, LocalDate on) implements FundCommand {}

    record TakeGift(UUID campaignId, Gift gift) implements FundCommand {}

    /// M7.
    ///
    /// @param shareBasisPoints at which the donation was shared
    /// @param next the payment that takes the donation's place if it was the donor's first and this
    ///   takes back all that was left of it
    record TakeBack(
            UUID campaignId,
            Reversal reversal,
            int shareBasisPoints,
            Optional<FirstPaymentNamed> next)
            implements FundCommand {}
}
