package org.assemble.ledger.fund.model;

import java.time.LocalDate;
import java.util.UUID;
import org.assemble.ledger.journal.model.DonationEvent.Gift;

/// What a campaign's fund is told. All but a gift come from the campaign's own life and are never
/// refused.
public sealed interface FundCommand {

    UUID campaignId();

    record RegisterCampaign(UUID campaignId, UUID electionId, String region, LocalDate on)
            implements FundCommand {}

    record ConfirmAgreement(UUID campaignId, LocalDate on) implements FundCommand {}

    record HoldLaunch(UUID campaignId, LocalDate on) implements FundCommand {}

    record Withdraw(UUID campaignId, LocalDate on) implements FundCommand {}

    record TakeGift(UUID campaignId, Gift gift) implements FundCommand {}
}
