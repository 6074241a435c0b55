package org.assemble.ledger.donation.model;

import java.util.List;
import java.util.stream.Stream;
import org.assemble.ledger.journal.model.BankDetailsEvent;
import org.assemble.ledger.journal.model.CampaignEvent;
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

/// One donation by itself: as it was recorded, and what went back of it.
public sealed interface Donation extends State<Donation> {

    Donation UNKNOWN = new Unknown();

    record Unknown() implements Donation {}

    /// @param reversals in the order in which they were recorded (M7)
    record Recorded(DonationEvent event, List<ReversalEvent> reversals) implements Donation {
        public Recorded {
            reversals = List.copyOf(reversals);
        }

        /// What is not reversed.
        public long leftPence() {
            return reversals.isEmpty()
                    ? event.gift().pence()
                    : reversals.getLast().reversal().leftPence();
        }
    }

    @Override
    default Donation evolve(LedgerEvent event) {
        return switch (event) {
            case DonationEvent e -> new Recorded(e, List.of());
            case ReversalEvent e -> reversed(e);
            case CampaignEvent _, ElectionEvent _, MandateEvent _ -> this;
            case InvoiceEvent _, BankDetailsEvent _, PayoutEvent _ -> this;
            case PolicyEvent _, PeriodEvent _ -> this;
        };
    }

    private Donation reversed(ReversalEvent event) {
        return switch (this) {
            case Recorded(DonationEvent given, List<ReversalEvent> before) ->
                    new Recorded(given, Stream.concat(before.stream(), Stream.of(event)).toList());
            case Unknown _ ->
                    throw new IllegalStateException("reversed before it was recorded: " + event);
        };
    }
}
