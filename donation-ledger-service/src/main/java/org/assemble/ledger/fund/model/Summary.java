package org.assemble.ledger.fund.model;

import java.util.UUID;
import org.assemble.ledger.books.model.Account;
import org.assemble.ledger.books.model.Posting;
import org.assemble.ledger.books.model.Postings;
import org.assemble.ledger.journal.model.BankDetailsEvent;
import org.assemble.ledger.journal.model.CampaignEvent;
import org.assemble.ledger.journal.model.DonationEvent.Gift;
import org.assemble.ledger.journal.model.DonationEvent.GivenToCampaign;
import org.assemble.ledger.journal.model.DonationEvent.GivenToMovement;
import org.assemble.ledger.journal.model.DonationEvent.GivenToNationalFund;
import org.assemble.ledger.journal.model.DonationEvent.GivenToUnit;
import org.assemble.ledger.journal.model.ElectionEvent;
import org.assemble.ledger.journal.model.InvoiceEvent;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.MandateEvent;
import org.assemble.ledger.journal.model.PayoutEvent;
import org.assemble.ledger.journal.model.PeriodEvent;
import org.assemble.ledger.journal.model.PolicyEvent;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromCampaign;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromMovement;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromNationalFund;
import org.assemble.ledger.journal.model.ReversalEvent.ReversedFromUnit;
import org.assemble.ledger.journal.model.State;
import org.assemble.ledger.journal.model.Trie;

/// A campaign's money at a glance: sums over what happened, in whatever order and with whatever
/// left out, so that it can be told for any day as known at any moment (M8). All but what was
/// raised follows from the postings.
///
/// @param raisedByAssembly what each ward assembly's mandates have brought in, in pence
/// @param sharePence of what was raised (M2)
/// @param matchedPence M5
/// @param startupPence invoices approved (M4)
/// @param owedPence share and match that no bank file has paid out
/// @param inTransitPence released and not yet settled (M3)
/// @param paidPence settled
public record Summary(
        long raisedPence,
        Trie<Long> raisedByAssembly,
        long sharePence,
        long matchedPence,
        long startupPence,
        long owedPence,
        long inTransitPence,
        long paidPence)
        implements State<Summary> {

    public static final Summary NOTHING = new Summary(0, Trie.empty(), 0, 0, 0, 0, 0, 0);

    @Override
    public Summary evolve(LedgerEvent event) {
        Summary summary = raised(event);
        for (Posting posting : Postings.of(event)) {
            summary =
                    summary.moved(posting.debit(), posting.credit(), -posting.pence())
                            .moved(posting.credit(), posting.debit(), posting.pence());
        }
        return summary;
    }

    private Summary raised(LedgerEvent event) {
        return switch (event) {
            case GivenToCampaign e -> raised(e.gift());
            case GivenToNationalFund _, GivenToMovement _, GivenToUnit _ -> this;
            case ReversedFromCampaign e -> raised(e.reversal().assemblyId(), -e.reversal().pence());
            case ReversedFromNationalFund _, ReversedFromMovement _, ReversedFromUnit _ -> this;
            case CampaignEvent _, ElectionEvent _, MandateEvent _ -> this;
            case InvoiceEvent _, BankDetailsEvent _, PayoutEvent _ -> this;
            case PolicyEvent _, PeriodEvent _ -> this;
        };
    }

    private Summary raised(Gift gift) {
        return raised(gift.assemblyId(), gift.pence());
    }

    /// @param assemblyId null where it was not raised in one
    private Summary raised(UUID assemblyId, long pence) {
        Trie<Long> byAssembly =
                assemblyId == null
                        ? raisedByAssembly
                        : raisedByAssembly.with(
                                assemblyId, raisedByAssembly.get(assemblyId).orElse(0L) + pence);
        return new Summary(
                raisedPence + pence,
                byAssembly,
                sharePence,
                matchedPence,
                startupPence,
                owedPence,
                inTransitPence,
                paidPence);
    }

    /// One side of a posting.
    ///
    /// @param creditPence more than nothing where the account is credited
    private Summary moved(Account account, Account other, long creditPence) {
        return switch (account.kind()) {
            case CAMPAIGN_PAYABLE -> owed(other.kind(), creditPence);
            case STARTUP_COST -> with(startupPence - creditPence, inTransitPence, paidPence);
            case PAYOUT_IN_TRANSIT ->
                    with(
                            startupPence,
                            inTransitPence + creditPence,
                            other.kind() == Account.Kind.BANK
                                    ? paidPence - creditPence
                                    : paidPence);
            case BANK, NATIONAL_INCOME, MOVEMENT_FUND, UNIT_FUND -> this;
            case SUPPLIER_PAYABLE, MATCH_COST, WRITE_OFF -> this;
        };
    }

    private Summary owed(Account.Kind from, long pence) {
        boolean share = from == Account.Kind.BANK || from == Account.Kind.NATIONAL_INCOME;
        boolean match = from == Account.Kind.MATCH_COST;
        return new Summary(
                raisedPence,
                raisedByAssembly,
                share ? sharePence + pence : sharePence,
                match ? matchedPence + pence : matchedPence,
                startupPence,
                owedPence + pence,
                inTransitPence,
                paidPence);
    }

    private Summary with(long nextStartup, long nextInTransit, long nextPaid) {
        return new Summary(
                raisedPence,
                raisedByAssembly,
                sharePence,
                matchedPence,
                nextStartup,
                owedPence,
                nextInTransit,
                nextPaid);
    }
}
