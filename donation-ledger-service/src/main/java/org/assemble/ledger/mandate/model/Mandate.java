package org.assemble.ledger.mandate.model;

import static org.assemble.ledger.journal.model.Decision.accept;
import static org.assemble.ledger.journal.model.Decision.refuse;
import static org.assemble.ledger.journal.model.Refusal.AMOUNT_NOT_POSITIVE;
import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_CAMPAIGN;

import java.time.LocalDate;
import java.util.UUID;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.journal.model.BankDetailsEvent;
import org.assemble.ledger.journal.model.CampaignEvent;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.DonationEvent;
import org.assemble.ledger.journal.model.ElectionEvent;
import org.assemble.ledger.journal.model.InvoiceEvent;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.MandateEvent.MandateActivated;
import org.assemble.ledger.journal.model.MandateEvent.MandatePledged;
import org.assemble.ledger.journal.model.PayoutEvent;
import org.assemble.ledger.journal.model.State;

/// A monthly donation someone has promised (M1, A3).
public sealed interface Mandate extends State<Mandate> {

    Mandate UNKNOWN = new Unknown();

    record Unknown() implements Mandate {}

    /// What was promised; it stays whatever becomes of it.
    record Promise(
            UUID mandateId,
            UUID campaignId,
            UUID assemblyId,
            UUID donorId,
            long monthlyPence,
            LocalDate pledgedOn) {}

    /// A mandate that is known, in whichever state.
    sealed interface Known extends Mandate {
        Promise promise();
    }

    /// No payment has come in yet.
    record Pledged(Promise promise) implements Known {}

    record Active(Promise promise, LocalDate activeSince) implements Known {}

    /// @param fund the fund of the campaign that the command names, or the mandate is for
    default Decision decide(MandateCommand command, Fund fund) {
        return switch (command) {
            case MandateCommand.Pledge c -> pledge(c, fund);
            case MandateCommand.PaymentArrived c ->
                    switch (this) {
                        case Pledged(Promise p) ->
                                accept(
                                        new MandateActivated(
                                                p.mandateId(),
                                                p.campaignId(),
                                                c.donationId(),
                                                c.receivedOn()));
                        case Active _, Unknown _ -> accept();
                    };
        };
    }

    private Decision pledge(MandateCommand.Pledge c, Fund fund) {
        if (c.monthlyPence() <= 0) {
            return refuse(AMOUNT_NOT_POSITIVE, "A pledge of nothing is none.");
        }
        if (!fund.life().known()) {
            return refuse(
                    UNKNOWN_CAMPAIGN, "The ledger does not know campaign " + c.campaignId() + ".");
        }
        return switch (this) {
            case Unknown _ ->
                    accept(
                            new MandatePledged(
                                    c.mandateId(),
                                    c.campaignId(),
                                    c.assemblyId(),
                                    c.donorId(),
                                    c.monthlyPence(),
                                    c.pledgedOn()));
            case Known _ -> accept();
        };
    }

    @Override
    default Mandate evolve(LedgerEvent event) {
        return switch (event) {
            case MandatePledged e ->
                    new Pledged(
                            new Promise(
                                    e.mandateId(),
                                    e.campaignId(),
                                    e.assemblyId(),
                                    e.donorId(),
                                    e.monthlyPence(),
                                    e.occurredOn()));
            case MandateActivated e ->
                    switch (this) {
                        case Known known -> new Active(known.promise(), e.occurredOn());
                        case Unknown _ ->
                                throw new IllegalStateException(
                                        "activated before it was pledged: " + e);
                    };
            case CampaignEvent _, ElectionEvent _, DonationEvent _ -> this;
            case InvoiceEvent _, BankDetailsEvent _, PayoutEvent _ -> this;
        };
    }
}
