package org.assemble.ledger.fund;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.fund.model.FundCommand;
import org.assemble.ledger.journal.Ledger;
import org.assemble.ledger.journal.Messages;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.ElectionEvent.PollingDaySet;
import org.assemble.platform.inbox.IncomingEvent;
import org.assemble.platform.inbox.Outcome;
import org.assemble.platform.inbox.Subscriber;
import org.assemble.platform.inbox.Subscriptions;

/// What campaign-service tells of the campaigns' lives, as far as their money depends on it.
@Singleton
class FundMessages implements Subscriber {

    @Inject Messages messages;

    record ElectionCalled(UUID electionId, LocalDate pollingDay) {}

    record CampaignRegistered(UUID campaignId, UUID electionId, String region) {}

    record AgreementConfirmed(UUID campaignId, Instant confirmedAt) {}

    record CampaignLaunched(UUID campaignId, LocalDate heldOn) {}

    record CampaignWithdrawn(UUID campaignId, Instant withdrawnAt) {}

    @Override
    public void subscribe(Subscriptions on) {
        on.event("org.assemble.campaign.ElectionCalled.v1", ElectionCalled.class, this::called)
                .event(
                        "org.assemble.campaign.CampaignRegistered.v1",
                        CampaignRegistered.class,
                        this::registered)
                .event(
                        "org.assemble.campaign.AgreementConfirmed.v1",
                        AgreementConfirmed.class,
                        this::agreed)
                .event(
                        "org.assemble.campaign.CampaignLaunched.v1",
                        CampaignLaunched.class,
                        this::launched)
                .event(
                        "org.assemble.campaign.CampaignWithdrawn.v1",
                        CampaignWithdrawn.class,
                        this::withdrawn);
    }

    private Uni<Outcome> called(ElectionCalled told, IncomingEvent message) {
        LocalDate on = Messages.dayOf(message.time());
        return messages.take(
                message,
                told.electionId(),
                _ -> Decision.accept(new PollingDaySet(told.electionId(), told.pollingDay(), on)));
    }

    /// What waited for the campaign is taken up again.
    private Uni<Outcome> registered(CampaignRegistered told, IncomingEvent message) {
        LocalDate on = Messages.dayOf(message.time());
        return take(
                        message,
                        new FundCommand.RegisterCampaign(
                                told.campaignId(), told.electionId(), told.region(), on),
                        on)
                .map(outcome ->
                        outcome instanceof Outcome.Applied
                                ? Outcome.known(told.campaignId())
                                : outcome);
    }

    private Uni<Outcome> agreed(AgreementConfirmed told, IncomingEvent message) {
        LocalDate on = Messages.dayOf(told.confirmedAt());
        return take(message, new FundCommand.ConfirmAgreement(told.campaignId(), on), on);
    }

    private Uni<Outcome> launched(CampaignLaunched told, IncomingEvent message) {
        return take(
                message,
                new FundCommand.HoldLaunch(told.campaignId(), told.heldOn()),
                told.heldOn());
    }

    private Uni<Outcome> withdrawn(CampaignWithdrawn told, IncomingEvent message) {
        LocalDate on = Messages.dayOf(told.withdrawnAt());
        return take(message, new FundCommand.Withdraw(told.campaignId(), on), on);
    }

    private Uni<Outcome> take(IncomingEvent message, FundCommand command, LocalDate on) {
        return messages.take(message, command.campaignId(), ledger -> decide(command, on, ledger));
    }

    /// By the policies of the day on which it happened.
    private static Decision decide(FundCommand command, LocalDate on, Ledger ledger) {
        Fund fund = ledger.fund(command.campaignId());
        return fund.decide(command, ledger.termsOn(on, fund));
    }
}
