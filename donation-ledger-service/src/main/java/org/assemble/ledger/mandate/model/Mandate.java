package org.assemble.ledger.mandate.model;

import static org.assemble.ledger.journal.model.Decision.accept;
import static org.assemble.ledger.journal.model.Decision.refuse;
import static org.assemble.ledger.journal.model.Refusal.AMOUNT_ABOVE_LIMIT;
import static org.assemble.ledger.journal.model.Refusal.AMOUNT_NOT_POSITIVE;
import static org.assemble.ledger.journal.model.Refusal.BEFORE_PLEDGE;
import static org.assemble.ledger.journal.model.Refusal.DATE_IN_FUTURE;
import static org.assemble.ledger.journal.model.Refusal.MANDATE_ENDED;
import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_CAMPAIGN;
import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_MANDATE;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.journal.model.BankDetailsEvent;
import org.assemble.ledger.journal.model.CampaignEvent;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.DonationEvent;
import org.assemble.ledger.journal.model.ElectionEvent;
import org.assemble.ledger.journal.model.InvoiceEvent;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.MandateEvent.EndReason;
import org.assemble.ledger.journal.model.MandateEvent.FirstPaymentLost;
import org.assemble.ledger.journal.model.MandateEvent.FirstPaymentNamed;
import org.assemble.ledger.journal.model.MandateEvent.MandateActivated;
import org.assemble.ledger.journal.model.MandateEvent.MandateAmountChanged;
import org.assemble.ledger.journal.model.MandateEvent.MandateEnded;
import org.assemble.ledger.journal.model.MandateEvent.MandatePledged;
import org.assemble.ledger.journal.model.PayoutEvent;
import org.assemble.ledger.journal.model.PeriodEvent;
import org.assemble.ledger.journal.model.PolicyEvent;
import org.assemble.ledger.journal.model.ReversalEvent;
import org.assemble.ledger.journal.model.State;

/// A monthly donation someone has promised (M1, A3): pledged, active with its first payment, ended.
public sealed interface Mandate extends State<Mandate> {

    Mandate UNKNOWN = new Unknown();

    record Unknown() implements Mandate {}

    /// What was promised; it stays whatever becomes of it.
    ///
    /// @param monthlyPence as it was pledged
    /// @param changes later decisions stand later
    record Promise(
            UUID mandateId,
            UUID campaignId,
            UUID assemblyId,
            UUID donorId,
            long monthlyPence,
            LocalDate pledgedOn,
            List<Change> changes) {
        public Promise {
            changes = List.copyOf(changes);
        }

        /// What is expected each month on a day.
        public long monthlyPenceOn(LocalDate day) {
            return changes.stream()
                    .filter(change -> !change.validFrom().isAfter(day))
                    .reduce((one, later) ->
                            later.validFrom().isBefore(one.validFrom()) ? one : later)
                    .map(Change::monthlyPence)
                    .orElse(monthlyPence);
        }

        Promise with(Change change) {
            return new Promise(
                    mandateId,
                    campaignId,
                    assemblyId,
                    donorId,
                    monthlyPence,
                    pledgedOn,
                    Stream.concat(changes.stream(), Stream.of(change)).toList());
        }
    }

    /// Another amount from a day on.
    record Change(long monthlyPence, LocalDate validFrom) {}

    /// The payments that have come in, as far as they say how far the mandate got.
    ///
    /// @param activeSince null while none came in
    /// @param firstPaymentId the first that is not wholly reversed; null if there is none
    record Paid(LocalDate activeSince, UUID firstPaymentId) {

        static final Paid NOTHING = new Paid(null, null);

        Paid withoutFirst() {
            return new Paid(activeSince, null);
        }

        /// Looked at on a day before the payment that made it active, it may be active by another.
        Paid first(FirstPaymentNamed named) {
            return new Paid(
                    activeSince == null ? named.occurredOn() : activeSince, named.donationId());
        }
    }

    /// A mandate that is known, in whichever state.
    sealed interface Known extends Mandate {
        Promise promise();

        Paid paid();
    }

    /// A mandate as it stood on a day: payments and an end of later days are left out. A change of
    /// the amount never is, because it says itself from which day it holds, whenever it was
    /// entered.
    record OnDay(LocalDate day, Mandate mandate) implements State<OnDay> {

        public static OnDay unknown(LocalDate day) {
            return new OnDay(day, UNKNOWN);
        }

        @Override
        public OnDay evolve(LedgerEvent event) {
            return counts(event) ? new OnDay(day, mandate.evolve(event)) : this;
        }

        private boolean counts(LedgerEvent event) {
            boolean happened = !event.occurredOn().isAfter(day);
            return switch (mandate) {
                case Unknown _ -> happened && event instanceof MandatePledged;
                case Known _ -> happened || event instanceof MandateAmountChanged;
            };
        }
    }

    /// No payment has come in yet.
    record Pledged(Promise promise) implements Known {
        @Override
        public Paid paid() {
            return Paid.NOTHING;
        }
    }

    record Active(Promise promise, Paid paid) implements Known {}

    /// Payments that still come in are taken: the money has moved.
    record Ended(Promise promise, Paid paid, EndReason reason, LocalDate endedOn)
            implements Known {}

    /// @param fund the fund of the campaign that the command names, or the mandate is for
    default Decision decide(MandateCommand command, Fund fund) {
        return switch (command) {
            case MandateCommand.Pledge c -> pledge(c, fund, null);
            case MandateCommand.Enter c -> enter(c, fund);
            case MandateCommand.PaymentArrived c -> arrived(c);
            case MandateCommand.PaymentReversed c -> reversed(c);
            case MandateCommand.ChangeAmount c -> change(c);
            case MandateCommand.End c -> end(c);
        };
    }

    /// @param limitPence the policy it is taken by; null where none is asked
    private Decision pledge(MandateCommand.Pledge c, Fund fund, Long limitPence) {
        if (c.monthlyPence() <= 0) {
            return nothing();
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
                                    limitPence,
                                    c.pledgedOn()));
            case Known _ -> accept();
        };
    }

    private static Decision nothing() {
        return refuse(AMOUNT_NOT_POSITIVE, "A month of nothing is none.");
    }

    private Decision enter(MandateCommand.Enter c, Fund fund) {
        if (c.pledge().monthlyPence() <= 0) {
            return nothing();
        }
        if (c.pledge().monthlyPence() > c.limitPence()) {
            return tooMuch(c.limitPence());
        }
        if (c.pledge().pledgedOn().isAfter(c.on())) {
            return refuse(DATE_IN_FUTURE, c.pledge().pledgedOn() + " is still to come.");
        }
        return pledge(c.pledge(), fund, c.limitPence());
    }

    private static Decision tooMuch(long limitPence) {
        return refuse(AMOUNT_ABOVE_LIMIT, "One month is at most " + limitPence + " pence.");
    }

    /// M5: a payment that becomes the donor's first, after an earlier one was wholly reversed, is
    /// named.
    private Decision arrived(MandateCommand.PaymentArrived c) {
        return switch (this) {
            case Unknown _ -> accept();
            case Pledged(Promise p) ->
                    accept(
                            new MandateActivated(
                                    p.mandateId(), p.campaignId(), c.donationId(), c.receivedOn()));
            case Active(Promise p, _) -> c.first() ? accept(named(p, c)) : accept();
            case Ended(Promise p, _, _, _) -> c.first() ? accept(named(p, c)) : accept();
        };
    }

    private static FirstPaymentNamed named(Promise promise, MandateCommand.PaymentArrived c) {
        return new FirstPaymentNamed(
                promise.mandateId(),
                promise.campaignId(),
                promise.donorId(),
                c.donationId(),
                c.pence(),
                c.receivedOn());
    }

    private Decision reversed(MandateCommand.PaymentReversed c) {
        return this instanceof Known known && c.donationId().equals(known.paid().firstPaymentId())
                ? accept(
                        new FirstPaymentLost(
                                known.promise().mandateId(),
                                known.promise().campaignId(),
                                c.donationId(),
                                c.reversedOn()))
                : accept();
    }

    private Decision change(MandateCommand.ChangeAmount c) {
        if (c.monthlyPence() <= 0) {
            return nothing();
        }
        if (c.monthlyPence() > c.limitPence()) {
            return tooMuch(c.limitPence());
        }
        return switch (this) {
            case Unknown _ -> unknown();
            case Ended _ -> ended();
            case Known known when c.validFrom().isBefore(known.promise().pledgedOn()) ->
                    beforePledge(known.promise());
            case Known known ->
                    accept(
                            new MandateAmountChanged(
                                    known.promise().mandateId(),
                                    known.promise().campaignId(),
                                    c.monthlyPence(),
                                    c.validFrom(),
                                    c.changedBy(),
                                    c.limitPence(),
                                    c.on()));
        };
    }

    private Decision end(MandateCommand.End c) {
        if (c.endedOn().isAfter(c.on())) {
            return refuse(DATE_IN_FUTURE, c.endedOn() + " is still to come.");
        }
        return switch (this) {
            case Unknown _ -> unknown();
            case Ended _ -> ended();
            case Known known when c.endedOn().isBefore(known.promise().pledgedOn()) ->
                    beforePledge(known.promise());
            case Known known ->
                    accept(
                            new MandateEnded(
                                    known.promise().mandateId(),
                                    known.promise().campaignId(),
                                    c.reason(),
                                    c.endedBy(),
                                    c.endedOn()));
        };
    }

    private static Decision unknown() {
        return refuse(UNKNOWN_MANDATE, "The ledger does not know this mandate.");
    }

    private static Decision ended() {
        return refuse(MANDATE_ENDED, "The mandate has ended already.");
    }

    private static Decision beforePledge(Promise promise) {
        return refuse(BEFORE_PLEDGE, "It was pledged on " + promise.pledgedOn() + ".");
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
                                    e.occurredOn(),
                                    List.of()));
            case MandateActivated e ->
                    new Active(known().promise(), new Paid(e.occurredOn(), e.donationId()));
            case FirstPaymentLost _ -> with(known().paid().withoutFirst());
            case FirstPaymentNamed e -> with(known().paid().first(e));
            case MandateAmountChanged e ->
                    with(known().promise().with(new Change(e.monthlyPence(), e.validFrom())));
            case MandateEnded e ->
                    new Ended(known().promise(), known().paid(), e.reason(), e.occurredOn());
            case CampaignEvent _, ElectionEvent _, DonationEvent _, ReversalEvent _ -> this;
            case InvoiceEvent _, BankDetailsEvent _, PayoutEvent _ -> this;
            case PolicyEvent _, PeriodEvent _ -> this;
        };
    }

    private Known known() {
        return switch (this) {
            case Known known -> known;
            case Unknown _ ->
                    throw new IllegalStateException("a step of a mandate that was never pledged");
        };
    }

    private Mandate with(Paid paid) {
        return switch (known()) {
            case Pledged(Promise promise) -> new Active(promise, paid);
            case Active(Promise promise, _) -> new Active(promise, paid);
            case Ended(Promise promise, _, EndReason reason, LocalDate on) ->
                    new Ended(promise, paid, reason, on);
        };
    }

    private Mandate with(Promise promise) {
        return switch (known()) {
            case Pledged _ -> new Pledged(promise);
            case Active(_, Paid paid) -> new Active(promise, paid);
            case Ended(_, Paid paid, EndReason reason, LocalDate on) ->
                    new Ended(promise, paid, reason, on);
        };
    }
}
