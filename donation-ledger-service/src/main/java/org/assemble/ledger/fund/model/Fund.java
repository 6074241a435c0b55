package org.assemble.ledger.fund.model;

import static org.assemble.ledger.journal.model.Decision.accept;
import static org.assemble.ledger.journal.model.Decision.refuse;
import static org.assemble.ledger.journal.model.Refusal.CAMPAIGN_NOT_AGREED;
import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_CAMPAIGN;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assemble.ledger.fund.model.FundCommand.ConfirmAgreement;
import org.assemble.ledger.fund.model.FundCommand.HoldLaunch;
import org.assemble.ledger.fund.model.FundCommand.RegisterCampaign;
import org.assemble.ledger.fund.model.FundCommand.TakeBack;
import org.assemble.ledger.fund.model.FundCommand.TakeGift;
import org.assemble.ledger.fund.model.FundCommand.Withdraw;
import org.assemble.ledger.journal.model.BankDetailsEvent;
import org.assemble.ledger.journal.model.CampaignEvent;
import org.assemble.ledger.journal.model.CampaignEvent.AgreementConfirmed;
import org.assemble.ledger.journal.model.CampaignEvent.CampaignRegistered;
import org.assemble.ledger.journal.model.CampaignEvent.CampaignWithdrew;
import org.assemble.ledger.journal.model.CampaignEvent.FirstPaymentMatched;
import org.assemble.ledger.journal.model.CampaignEvent.LaunchHeld;
import org.assemble.ledger.journal.model.CampaignEvent.RestWrittenOff;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.DonationEvent.Gift;
import org.assemble.ledger.journal.model.DonationEvent.GivenToCampaign;
import org.assemble.ledger.journal.model.DonationEvent.GivenToMovement;
import org.assemble.ledger.journal.model.DonationEvent.GivenToNationalFund;
import org.assemble.ledger.journal.model.DonationEvent.GivenToUnit;
import org.assemble.ledger.journal.model.ElectionEvent;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceApproved;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoicePaid;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceSubmitted;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.MandateEvent.FirstPaymentLost;
import org.assemble.ledger.journal.model.MandateEvent.FirstPaymentNamed;
import org.assemble.ledger.journal.model.MandateEvent.MandateActivated;
import org.assemble.ledger.journal.model.MandateEvent.MandateAmountChanged;
import org.assemble.ledger.journal.model.MandateEvent.MandateEnded;
import org.assemble.ledger.journal.model.MandateEvent.MandatePledged;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutCancelled;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutProposed;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutReleased;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutSettled;
import org.assemble.ledger.journal.model.PayoutEvent.RunEvent;
import org.assemble.ledger.journal.model.PeriodEvent;
import org.assemble.ledger.journal.model.PolicyEvent;
import org.assemble.ledger.journal.model.ReversalEvent.Reversal;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromCampaign;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromMovement;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromNationalFund;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromUnit;
import org.assemble.ledger.journal.model.State;
import org.assemble.ledger.journal.model.Trie;

/// The money of one local campaign: the fold of every event that concerns it. Caps and shares are
/// decided here and nowhere else, so no two requests can both take the last pound.
///
/// @param raisedByAssembly what each ward assembly's mandates have brought in and is not reversed,
///   in pence (M8)
/// @param startupPence invoices approved (M4)
public record Fund(
        Life life,
        Share share,
        Match match,
        Payable payable,
        Trie<Long> raisedByAssembly,
        long startupPence)
        implements State<Fund> {

    public static final Fund UNKNOWN =
            new Fund(Life.UNKNOWN, Share.NONE, Match.NONE, Payable.NONE, Trie.empty(), 0);

    public Decision decide(FundCommand command, Terms terms) {
        return switch (command) {
            case RegisterCampaign c when life.known() -> accept();
            case RegisterCampaign c ->
                    accept(
                            new CampaignRegistered(
                                    c.campaignId(), c.electionId(), c.region(), c.on()));
            case FundCommand c when !life.known() ->
                    refuse(
                            UNKNOWN_CAMPAIGN,
                            "The ledger does not know campaign " + c.campaignId() + ".");
            case ConfirmAgreement c ->
                    life.agreed()
                            ? accept()
                            : accept(new AgreementConfirmed(c.campaignId(), c.on()));
            case HoldLaunch c -> life.launched() ? accept() : accept(launch(c, terms));
            case Withdraw c -> life.withdrew() ? accept() : accept(withdraw(c));
            case TakeGift c ->
                    life.agreed()
                            ? accept(take(c.campaignId(), c.gift(), terms))
                            : refuse(
                                    CAMPAIGN_NOT_AGREED,
                                    "Money is taken for a campaign once it has confirmed the agreement.");
            case TakeBack c -> accept(takeBack(c, terms));
        };
    }

    private LedgerEvent take(UUID campaignId, Gift gift, Terms terms) {
        LocalDate day = gift.receivedOn();
        if (life.withdrewBefore(day)) {
            return new GivenToNationalFund(gift, campaignId); // M9
        }
        if (terms.pollingDayReached(day)) {
            return new GivenToMovement(gift, campaignId); // M6
        }
        boolean first =
                gift.assemblyId() != null
                        && !match.hasFirstOf(gift.donorId()); // M5: raised in a ward assembly
        long matchedPence =
                first && life.launched() ? match.penceFor(gift.pence(), terms.matchCapPence()) : 0;
        return new GivenToCampaign(
                gift,
                campaignId,
                terms.shareBasisPoints(),
                share.campaignPenceOf(gift.pence(), terms.shareBasisPoints()),
                first,
                matchedPence,
                terms.matchCapPence());
    }

    /// M7: what the donation gave goes back as the cumulated rules say, and a first payment that is
    /// wholly reversed passes its place on. M9: what a campaign that withdrew would then owe is
    /// written off.
    private List<LedgerEvent> takeBack(TakeBack command, Terms terms) {
        Reversal reversal = command.reversal();
        List<LedgerEvent> events = new ArrayList<>();
        events.add(
                new ReversedFromCampaign(
                        reversal,
                        command.campaignId(),
                        command.shareBasisPoints(),
                        -share.campaignPenceOf(-reversal.pence(), command.shareBasisPoints()),
                        match.backPenceFor(reversal)));
        command.next()
                .ifPresent(next -> {
                    events.add(next);
                    after(events).matchNow(next, terms).ifPresent(events::add);
                });
        Fund after = after(events);
        if (life.withdrew() && after.payable.owedPence() < 0) {
            events.add(after.writtenOff(reversal.reversedOn()));
        }
        return events;
    }

    private Fund after(List<LedgerEvent> events) {
        Fund fund = this;
        for (LedgerEvent event : events) {
            fund = fund.evolve(event);
        }
        return fund;
    }

    /// M5: a payment that became the first is matched by what is left of the cap then.
    private Optional<LedgerEvent> matchNow(FirstPaymentNamed first, Terms terms) {
        long pence = match.penceFor(first.paidPence(), terms.matchCapPence());
        if (pence == 0 || !life.launched() || !matchedOn(first.occurredOn(), terms)) {
            return Optional.empty();
        }
        return Optional.of(
                new FirstPaymentMatched(
                        first.campaignId(),
                        first.donationId(),
                        first.mandateId(),
                        first.donorId(),
                        pence,
                        terms.matchCapPence(),
                        first.occurredOn()));
    }

    /// M5, M9: from polling day on and after a withdrawal nothing is matched that is not yet.
    private boolean matchedOn(LocalDate day, Terms terms) {
        return !life.withdrewBefore(day) && !terms.pollingDayReached(day);
    }

    /// M5: first payments that came in before the launch are matched now, in the order in which
    /// they became it.
    private List<CampaignEvent> launch(HoldLaunch command, Terms terms) {
        List<CampaignEvent> events = new ArrayList<>();
        events.add(new LaunchHeld(command.campaignId(), command.on()));
        if (!matchedOn(command.on(), terms)) {
            return events;
        }
        Match given = match;
        for (Match.First first : match.inOrder()) {
            long pence = given.penceFor(first.paidPence(), terms.matchCapPence());
            if (pence > 0) {
                events.add(matched(command, first, pence, terms));
                given = given.matched(first.donorId(), pence);
            }
        }
        return events;
    }

    private static FirstPaymentMatched matched(
            HoldLaunch command, Match.First first, long pence, Terms terms) {
        return new FirstPaymentMatched(
                command.campaignId(),
                first.donationId(),
                first.mandateId(),
                first.donorId(),
                pence,
                terms.matchCapPence(),
                command.on());
    }

    /// M9, G2: nothing is clawed back; a negative rest is the national fund's.
    private List<CampaignEvent> withdraw(Withdraw command) {
        CampaignEvent withdrew = new CampaignWithdrew(command.campaignId(), command.on());
        return payable.owedPence() >= 0
                ? List.of(withdrew)
                : List.of(withdrew, writtenOff(command.on()));
    }

    private RestWrittenOff writtenOff(LocalDate day) {
        return new RestWrittenOff(life.campaignId(), -payable.owedPence(), day);
    }

    /// M4: what may still be approved; nothing where the cap was lowered below what is.
    public long startupLeftPence(Terms terms) {
        return Math.max(0, terms.startupCapPence() - startupPence);
    }

    @Override
    public Fund evolve(LedgerEvent event) {
        return switch (event) {
            case CampaignRegistered _, AgreementConfirmed _, LaunchHeld _, CampaignWithdrew _ ->
                    with(life.evolve(event));
            case FirstPaymentMatched e ->
                    with(
                            match.matched(e.donorId(), e.matchedPence()),
                            payable.credit(e.matchedPence()));
            case RestWrittenOff e -> with(payable.credit(e.pence()));
            case GivenToCampaign e -> given(e);
            case ReversedFromCampaign e -> reversed(e);
            case FirstPaymentNamed e -> with(match.with(e), payable);
            case InvoiceApproved e ->
                    new Fund(
                            life,
                            share,
                            match,
                            payable,
                            raisedByAssembly,
                            startupPence + e.pence());
            case PayoutProposed e -> with(payable.reserve(e.pence()));
            case PayoutCancelled e -> with(payable.reserve(-e.pence()));
            case PayoutReleased e -> with(payable.release(e.pence()));
            case PayoutSettled e -> with(payable.settle(e.pence()));
            case GivenToNationalFund _, GivenToMovement _, GivenToUnit _ -> this;
            case ReversedFromNationalFund _, ReversedFromMovement _, ReversedFromUnit _ -> this;
            case MandatePledged _, MandateActivated _, FirstPaymentLost _ -> this;
            case MandateAmountChanged _, MandateEnded _ -> this;
            case ElectionEvent _, BankDetailsEvent _, RunEvent _ -> this;
            case PolicyEvent _, PeriodEvent _ -> this;
            case InvoiceSubmitted _, InvoicePaid _ -> this;
        };
    }

    private Fund given(GivenToCampaign event) {
        Gift gift = event.gift();
        return new Fund(
                life,
                share.plus(gift.pence(), event.shareBasisPoints()),
                event.first()
                        ? match.with(gift).matched(gift.donorId(), event.matchedPence())
                        : match,
                payable.credit(event.campaignPence() + event.matchedPence()),
                gift.assemblyId() == null
                        ? raisedByAssembly
                        : raisedBy(gift.assemblyId(), gift.pence()),
                startupPence);
    }

    private Fund reversed(ReversedFromCampaign event) {
        Reversal reversal = event.reversal();
        return new Fund(
                life,
                share.plus(-reversal.pence(), event.shareBasisPoints()),
                match.without(event),
                payable.credit(-event.campaignPence() - event.matchedPence()),
                reversal.assemblyId() == null
                        ? raisedByAssembly
                        : raisedBy(reversal.assemblyId(), -reversal.pence()),
                startupPence);
    }

    private Trie<Long> raisedBy(UUID assemblyId, long pence) {
        return raisedByAssembly.with(
                assemblyId, raisedByAssembly.get(assemblyId).orElse(0L) + pence);
    }

    private Fund with(Life next) {
        return new Fund(next, share, match, payable, raisedByAssembly, startupPence);
    }

    private Fund with(Payable next) {
        return with(match, next);
    }

    private Fund with(Match nextMatch, Payable nextPayable) {
        return new Fund(life, share, nextMatch, nextPayable, raisedByAssembly, startupPence);
    }
}
