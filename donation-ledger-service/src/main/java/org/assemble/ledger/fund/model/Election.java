package org.assemble.ledger.fund.model;

import java.time.LocalDate;
import org.assemble.ledger.journal.model.BankDetailsEvent;
import org.assemble.ledger.journal.model.CampaignEvent;
import org.assemble.ledger.journal.model.DonationEvent;
import org.assemble.ledger.journal.model.ElectionEvent.PollingDaySet;
import org.assemble.ledger.journal.model.InvoiceEvent;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.MandateEvent;
import org.assemble.ledger.journal.model.PayoutEvent;
import org.assemble.ledger.journal.model.PeriodEvent;
import org.assemble.ledger.journal.model.PolicyEvent;
import org.assemble.ledger.journal.model.ReversalEvent;
import org.assemble.ledger.journal.model.State;

/// The one thing of an election the money depends on (M6).
///
/// @param pollingDay null while none is set
public record Election(LocalDate pollingDay) implements State<Election> {

    public static final Election UNKNOWN = new Election(null);

    @Override
    public Election evolve(LedgerEvent event) {
        return switch (event) {
            case PollingDaySet e -> new Election(e.pollingDay());
            case CampaignEvent _, MandateEvent _, DonationEvent _ -> this;
            case ReversalEvent _, InvoiceEvent _, BankDetailsEvent _, PayoutEvent _ -> this;
            case PolicyEvent _, PeriodEvent _ -> this;
        };
    }
}
