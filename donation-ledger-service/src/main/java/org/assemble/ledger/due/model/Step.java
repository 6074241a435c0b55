package org.assemble.ledger.due.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.assemble.ledger.journal.model.BankDetailsEvent;
import org.assemble.ledger.journal.model.CampaignEvent;
import org.assemble.ledger.journal.model.DonationEvent;
import org.assemble.ledger.journal.model.ElectionEvent;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceApproved;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoicePaid;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceSubmitted;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.MandateEvent;
import org.assemble.ledger.journal.model.PayoutEvent.LineEvent;
import org.assemble.ledger.journal.model.PayoutEvent.RunApproved;
import org.assemble.ledger.journal.model.PayoutEvent.RunCancelled;
import org.assemble.ledger.journal.model.PayoutEvent.RunProposed;
import org.assemble.ledger.journal.model.PayoutEvent.RunReleased;
import org.assemble.ledger.journal.model.PayoutEvent.RunSettled;
import org.assemble.ledger.journal.model.PeriodEvent;
import org.assemble.ledger.journal.model.PolicyEvent;
import org.assemble.ledger.journal.model.ReversalEvent;

/// What an invoice or a payout run waits for, in the order in which it comes.
public enum Step {
    APPROVAL,
    PAYMENT,
    RELEASE,
    SETTLEMENT,
    NONE;

    /// The furthest that these events of one thing have brought it, in whatever order they count:
    /// asked for a day, an invoice may be paid before the day of its approval.
    public static Optional<Step> after(Collection<LedgerEvent> events) {
        return events.stream()
                .flatMap(event -> after(event).stream())
                .max(Comparator.naturalOrder());
    }

    private static Optional<Step> after(LedgerEvent event) {
        return switch (event) {
            case InvoiceSubmitted _, RunProposed _ -> Optional.of(APPROVAL);
            case InvoiceApproved _ -> Optional.of(PAYMENT);
            case RunApproved _ -> Optional.of(RELEASE);
            case RunReleased _ -> Optional.of(SETTLEMENT);
            case InvoicePaid _, RunSettled _, RunCancelled _ -> Optional.of(NONE);
            case CampaignEvent _, ElectionEvent _, MandateEvent _, DonationEvent _ ->
                    Optional.empty();
            case BankDetailsEvent _, LineEvent _ -> Optional.empty();
            case ReversalEvent _, PolicyEvent _, PeriodEvent _ -> Optional.empty();
        };
    }
}
