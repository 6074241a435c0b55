package org.assemble.ledger.books.model;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assemble.ledger.books.model.Account.Bank;
import org.assemble.ledger.books.model.Account.CampaignPayable;
import org.assemble.ledger.books.model.Account.MatchCost;
import org.assemble.ledger.books.model.Account.MovementFund;
import org.assemble.ledger.books.model.Account.NationalIncome;
import org.assemble.ledger.books.model.Account.PayoutInTransit;
import org.assemble.ledger.books.model.Account.StartupCost;
import org.assemble.ledger.books.model.Account.SupplierPayable;
import org.assemble.ledger.books.model.Account.UnitFund;
import org.assemble.ledger.books.model.Account.WriteOff;
import org.assemble.ledger.journal.model.BankDetailsEvent;
import org.assemble.ledger.journal.model.CampaignEvent.AgreementConfirmed;
import org.assemble.ledger.journal.model.CampaignEvent.CampaignRegistered;
import org.assemble.ledger.journal.model.CampaignEvent.CampaignWithdrew;
import org.assemble.ledger.journal.model.CampaignEvent.FirstPaymentMatched;
import org.assemble.ledger.journal.model.CampaignEvent.LaunchHeld;
import org.assemble.ledger.journal.model.CampaignEvent.RestWrittenOff;
import org.assemble.ledger.journal.model.DonationEvent.GivenToCampaign;
import org.assemble.ledger.journal.model.DonationEvent.GivenToMovement;
import org.assemble.ledger.journal.model.DonationEvent.GivenToNationalFund;
import org.assemble.ledger.journal.model.DonationEvent.GivenToUnit;
import org.assemble.ledger.journal.model.ElectionEvent;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceApproved;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoicePaid;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceSubmitted;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.MandateEvent;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutCancelled;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutProposed;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutReleased;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutSettled;
import org.assemble.ledger.journal.model.PayoutEvent.RunEvent;
import org.assemble.ledger.journal.model.PeriodEvent;
import org.assemble.ledger.journal.model.PolicyEvent;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromCampaign;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromMovement;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromNationalFund;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromUnit;

/// The one place that says what an event does to the books.
public final class Postings {

    private static final Bank BANK = new Bank();
    private static final NationalIncome NATIONAL_INCOME = new NationalIncome();
    private static final MovementFund MOVEMENT_FUND = new MovementFund();
    private static final UnitFund UNIT_FUND = new UnitFund();

    private Postings() {}

    public static List<Posting> of(LedgerEvent event) {
        return switch (event) {
            case GivenToNationalFund e -> move(BANK, NATIONAL_INCOME, e.gift().pence()).toList();
            case GivenToCampaign e -> shared(e);
            case GivenToMovement e -> move(BANK, MOVEMENT_FUND, e.gift().pence()).toList();
            case GivenToUnit e -> move(BANK, UNIT_FUND, e.gift().pence()).toList();
            case ReversedFromNationalFund e ->
                    move(NATIONAL_INCOME, BANK, e.reversal().pence()).toList();
            case ReversedFromCampaign e -> takenBack(e);
            case ReversedFromMovement e -> move(MOVEMENT_FUND, BANK, e.reversal().pence()).toList();
            case ReversedFromUnit e -> move(UNIT_FUND, BANK, e.reversal().pence()).toList();
            case FirstPaymentMatched e -> match(e.campaignId(), e.matchedPence()).toList();
            case RestWrittenOff e ->
                    move(
                                    new WriteOff(e.campaignId()),
                                    new CampaignPayable(e.campaignId()),
                                    e.pence())
                            .toList();
            case InvoiceApproved e ->
                    move(
                                    new StartupCost(e.campaignId()),
                                    new SupplierPayable(e.campaignId()),
                                    e.pence())
                            .toList();
            case InvoicePaid e ->
                    move(new SupplierPayable(e.campaignId()), BANK, e.pence()).toList();
            case PayoutReleased e ->
                    move(
                                    new CampaignPayable(e.campaignId()),
                                    new PayoutInTransit(e.campaignId()),
                                    e.pence())
                            .toList();
            case PayoutSettled e ->
                    move(new PayoutInTransit(e.campaignId()), BANK, e.pence()).toList();
            case CampaignRegistered _, AgreementConfirmed _, LaunchHeld _, CampaignWithdrew _ ->
                    List.of();
            case ElectionEvent _, MandateEvent _, BankDetailsEvent _ -> List.of();
            case PolicyEvent _, PeriodEvent _ -> List.of();
            case InvoiceSubmitted _, RunEvent _, PayoutProposed _, PayoutCancelled _ -> List.of();
        };
    }

    private static List<Posting> shared(GivenToCampaign event) {
        CampaignPayable payable = new CampaignPayable(event.campaignId());
        Stream<Posting> share = move(BANK, payable, event.campaignPence());
        Stream<Posting> rest =
                move(BANK, NATIONAL_INCOME, event.gift().pence() - event.campaignPence());
        return Stream.of(share, rest, match(event.campaignId(), event.matchedPence()))
                .flatMap(postings -> postings)
                .toList();
    }

    /// M7: the way it came, back.
    private static List<Posting> takenBack(ReversedFromCampaign event) {
        CampaignPayable payable = new CampaignPayable(event.campaignId());
        Stream<Posting> share = move(payable, BANK, event.campaignPence());
        Stream<Posting> rest =
                move(NATIONAL_INCOME, BANK, event.reversal().pence() - event.campaignPence());
        return Stream.of(share, rest, match(event.campaignId(), -event.matchedPence()))
                .flatMap(postings -> postings)
                .toList();
    }

    private static Stream<Posting> match(UUID campaignId, long pence) {
        return move(new MatchCost(campaignId), new CampaignPayable(campaignId), pence);
    }

    /// Less than nothing moves the other way: M2's cumulated share may give a penny more than one
    /// gift held.
    private static Stream<Posting> move(Account debit, Account credit, long pence) {
        if (pence == 0) {
            return Stream.empty();
        }
        return Stream.of(
                pence > 0 ? new Posting(debit, credit, pence) : new Posting(credit, debit, -pence));
    }
}
