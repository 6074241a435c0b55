package org.assemble.ledger.bank.model;

import static org.assemble.ledger.journal.model.Decision.accept;
import static org.assemble.ledger.journal.model.Decision.refuse;
import static org.assemble.ledger.journal.model.Refusal.BANK_ACCOUNT_MALFORMED;
import static org.assemble.ledger.journal.model.Refusal.CONFIRMER_IS_SUBMITTER;
import static org.assemble.ledger.journal.model.Refusal.NO_BANK_DETAILS_WAITING;
import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_CAMPAIGN;

import java.time.LocalDate;
import java.util.UUID;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.journal.model.BankDetailsEvent.BankDetailsConfirmed;
import org.assemble.ledger.journal.model.BankDetailsEvent.BankDetailsSubmitted;
import org.assemble.ledger.journal.model.CampaignEvent;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.DonationEvent;
import org.assemble.ledger.journal.model.ElectionEvent;
import org.assemble.ledger.journal.model.InvoiceEvent;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.MandateEvent;
import org.assemble.ledger.journal.model.PayoutEvent;
import org.assemble.ledger.journal.model.PeriodEvent;
import org.assemble.ledger.journal.model.PolicyEvent;
import org.assemble.ledger.journal.model.ReversalEvent;
import org.assemble.ledger.journal.model.State;

/// Where a campaign is paid: a change waits until a second person confirms it, and until then the
/// old account holds.
///
/// @param confirmedDocumentId the account in force, or null
/// @param waitingDocumentId the account that waits, or null
public record BankDetails(UUID confirmedDocumentId, UUID waitingDocumentId, UUID submittedBy)
        implements State<BankDetails> {

    public static final BankDetails NONE = new BankDetails(null, null, null);

    public sealed interface Command {
        record Submit(
                UUID campaignId,
                UUID documentId,
                BankAccount account,
                UUID submittedBy,
                LocalDate on)
                implements Command {}

        record Confirm(UUID campaignId, UUID confirmedBy, LocalDate on) implements Command {}
    }

    public boolean confirmed() {
        return confirmedDocumentId != null;
    }

    public Decision decide(Command command, Fund fund) {
        return switch (command) {
            case Command.Submit c -> submit(c, fund);
            case Command.Confirm c -> confirm(c);
        };
    }

    private static Decision submit(Command.Submit c, Fund fund) {
        if (!c.account().wellFormed()) {
            return refuse(
                    BANK_ACCOUNT_MALFORMED,
                    "The sort code or the account number has the wrong digits.");
        }
        if (!fund.life().known()) {
            return refuse(
                    UNKNOWN_CAMPAIGN, "The ledger does not know campaign " + c.campaignId() + ".");
        }
        return accept(
                new BankDetailsSubmitted(c.campaignId(), c.documentId(), c.submittedBy(), c.on()));
    }

    private Decision confirm(Command.Confirm c) {
        if (waitingDocumentId == null) {
            return refuse(
                    NO_BANK_DETAILS_WAITING,
                    "The campaign has submitted none, or they are confirmed.");
        }
        if (c.confirmedBy().equals(submittedBy)) {
            return refuse(
                    CONFIRMER_IS_SUBMITTER, "Who submitted bank details does not confirm them.");
        }
        return accept(
                new BankDetailsConfirmed(
                        c.campaignId(), waitingDocumentId, c.confirmedBy(), c.on()));
    }

    @Override
    public BankDetails evolve(LedgerEvent event) {
        return switch (event) {
            case BankDetailsSubmitted e ->
                    new BankDetails(confirmedDocumentId, e.documentId(), e.submittedBy());
            case BankDetailsConfirmed e -> new BankDetails(e.documentId(), null, null);
            case CampaignEvent _, ElectionEvent _, MandateEvent _, DonationEvent _ -> this;
            case ReversalEvent _, InvoiceEvent _, PayoutEvent _ -> this;
            case PolicyEvent _, PeriodEvent _ -> this;
        };
    }
}
