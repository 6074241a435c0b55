package org.assemble.ledger.donation.model;

import org.assemble.ledger.journal.model.BankDetailsEvent;
import org.assemble.ledger.journal.model.CampaignEvent;
import org.assemble.ledger.journal.model.DonationEvent;
import org.assemble.ledger.journal.model.ElectionEvent;
import org.assemble.ledger.journal.model.InvoiceEvent;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.MandateEvent;
import org.assemble.ledger.journal.model.PayoutEvent;
import org.assemble.ledger.journal.model.State;

/// One donation by itself, as it was recorded.
public sealed interface Donation extends State<Donation> {

    Donation UNKNOWN = new Unknown();

    record Unknown() implements Donation {}

    record Recorded(DonationEvent event) implements Donation {}

    @Override
    default Donation evolve(LedgerEvent event) {
        return switch (event) {
            case DonationEvent e -> new Recorded(e);
            case CampaignEvent _, ElectionEvent _, MandateEvent _ -> this;
            case InvoiceEvent _, BankDetailsEvent _, PayoutEvent _ -> this;
        };
    }
}
