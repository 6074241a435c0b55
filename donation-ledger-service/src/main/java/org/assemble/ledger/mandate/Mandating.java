package org.assemble.ledger.mandate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Function;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.journal.Ledger;
import org.assemble.ledger.journal.Order;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.MandateEvent.EndReason;
import org.assemble.ledger.mandate.MandateResource.MandateView;
import org.assemble.ledger.mandate.model.Mandate;
import org.assemble.ledger.mandate.model.MandateCommand;
import org.assemble.platform.caller.Caller;

/// What finance enters of monthly donations by hand.
@ApplicationScoped
class Mandating {

    Order<MandateView> entering(MandateCommand.Pledge pledge) {
        return order(
                pledge.mandateId(),
                ledger -> {
                    Fund fund = ledger.fund(pledge.campaignId());
                    return decide(
                            pledge.mandateId(),
                            new MandateCommand.Enter(
                                    pledge, limitPence(ledger, fund), ledger.today()),
                            fund,
                            ledger);
                });
    }

    Order<MandateView> changing(UUID mandateId, long monthlyPence, LocalDate validFrom, Caller by) {
        return order(
                mandateId,
                ledger -> {
                    Fund fund = fundOf(mandateId, ledger);
                    return decide(
                            mandateId,
                            new MandateCommand.ChangeAmount(
                                    monthlyPence,
                                    validFrom,
                                    by.personId(),
                                    limitPence(ledger, fund),
                                    ledger.today()),
                            fund,
                            ledger);
                });
    }

    Order<MandateView> ending(UUID mandateId, EndReason reason, LocalDate endedOn, Caller by) {
        return order(
                mandateId,
                ledger ->
                        decide(
                                mandateId,
                                new MandateCommand.End(
                                        reason, endedOn, by.personId(), ledger.today()),
                                fundOf(mandateId, ledger),
                                ledger));
    }

    private static Order<MandateView> order(UUID mandateId, Function<Ledger, Decision> task) {
        return Order.of(
                task,
                ledger ->
                        MandateView.of(
                                (Mandate.Known) ledger.mandate(mandateId), ledger.today(), true),
                MandateView.class);
    }

    private static Decision decide(
            UUID mandateId, MandateCommand command, Fund fund, Ledger ledger) {
        return ledger.mandate(mandateId).decide(command, fund);
    }

    private static Fund fundOf(UUID mandateId, Ledger ledger) {
        return ledger.mandate(mandateId) instanceof Mandate.Known known
                ? ledger.fund(known.promise().campaignId())
                : Fund.UNKNOWN;
    }

    private static long limitPence(Ledger ledger, Fund fund) {
        return ledger.termsOn(ledger.today(), fund).donationLimitPence();
    }
}
