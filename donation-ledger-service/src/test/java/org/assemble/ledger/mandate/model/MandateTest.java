package org.assemble.ledger.mandate.model;

import static org.assemble.ledger.Happened.ASSEMBLY;
import static org.assemble.ledger.Happened.CAMPAIGN;
import static org.assemble.ledger.Happened.DAY;
import static org.assemble.ledger.Happened.REGISTERED;
import static org.assemble.ledger.Happened.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.LocalDate;
import java.util.stream.Stream;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.MandateEvent.EndReason;
import org.assemble.ledger.journal.model.MandateEvent.FirstPaymentLost;
import org.assemble.ledger.journal.model.MandateEvent.FirstPaymentNamed;
import org.assemble.ledger.journal.model.MandateEvent.MandateActivated;
import org.assemble.ledger.journal.model.MandateEvent.MandateAmountChanged;
import org.assemble.ledger.journal.model.MandateEvent.MandateEnded;
import org.assemble.ledger.journal.model.MandateEvent.MandatePledged;
import org.assemble.ledger.journal.model.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MandateTest {

    private static final Fund FUND = Fund.UNKNOWN.evolve(REGISTERED);
    private static final MandateCommand.Pledge PLEDGE =
            new MandateCommand.Pledge(id(7), CAMPAIGN, ASSEMBLY, id(8), 1_000, DAY);
    private static final MandatePledged PLEDGED =
            new MandatePledged(id(7), CAMPAIGN, ASSEMBLY, id(8), 1_000, null, DAY);
    private static final MandateActivated ACTIVATED =
            new MandateActivated(id(7), CAMPAIGN, id(1), DAY);
    private static final MandateEnded ENDED =
            new MandateEnded(id(7), CAMPAIGN, EndReason.DONOR_ASKED, id(70), DAY);
    private static final Mandate.Active ACTIVE =
            (Mandate.Active) Mandate.UNKNOWN.evolve(PLEDGED).evolve(ACTIVATED);

    @Test
    void M1_a_pledge_in_a_ward_assembly_is_a_mandate_that_names_it() {
        assertThat(Mandate.UNKNOWN.decide(PLEDGE, FUND)).isEqualTo(Decision.accept(PLEDGED));
    }

    @Test
    void the_same_pledge_told_again_changes_nothing() {
        assertThat(Mandate.UNKNOWN.evolve(PLEDGED).decide(PLEDGE, FUND))
                .isEqualTo(Decision.accept());
    }

    @Test
    void a_pledge_of_nothing_is_refused() {
        assertThat(
                        refusal(
                                new MandateCommand.Pledge(id(7), CAMPAIGN, ASSEMBLY, id(8), 0, DAY),
                                FUND))
                .isEqualTo(Refusal.AMOUNT_NOT_POSITIVE);
    }

    @Test
    void a_pledge_for_a_campaign_that_is_not_known_is_refused_for_now() {
        assertThat(refusal(PLEDGE, Fund.UNKNOWN)).isEqualTo(Refusal.UNKNOWN_CAMPAIGN);
    }

    private static Refusal refusal(MandateCommand command, Fund fund) {
        return ((Decision.Refused) Mandate.UNKNOWN.decide(command, fund)).refusal();
    }

    private static MandateCommand.PaymentArrived payment(long donation, boolean first) {
        return new MandateCommand.PaymentArrived(id(donation), 1_000, first, DAY);
    }

    @Test
    void M5_the_first_payment_makes_it_active_and_later_ones_change_nothing() {
        Mandate pledged = Mandate.UNKNOWN.evolve(PLEDGED);
        assertThat(pledged.decide(payment(1, true), FUND)).isEqualTo(Decision.accept(ACTIVATED));
        assertThat(ACTIVE.decide(payment(2, false), FUND)).isEqualTo(Decision.accept());
        assertThat(ACTIVE.paid()).isEqualTo(new Mandate.Paid(DAY, id(1)));
    }

    @Test
    void M5_a_first_payment_that_is_wholly_reversed_is_no_longer_its_first() {
        FirstPaymentLost lost = new FirstPaymentLost(id(7), CAMPAIGN, id(1), DAY);
        assertThat(ACTIVE.decide(new MandateCommand.PaymentReversed(id(1), DAY), FUND))
                .isEqualTo(Decision.accept(lost));
        assertThat(ACTIVE.decide(new MandateCommand.PaymentReversed(id(2), DAY), FUND))
                .isEqualTo(Decision.accept());
        assertThat(known(ACTIVE.evolve(lost)).paid()).isEqualTo(new Mandate.Paid(DAY, null));
    }

    @Test
    void M5_a_later_payment_that_is_the_donors_first_then_is_named() {
        Mandate withoutFirst = ACTIVE.evolve(new FirstPaymentLost(id(7), CAMPAIGN, id(1), DAY));
        FirstPaymentNamed named = new FirstPaymentNamed(id(7), CAMPAIGN, id(8), id(2), 1_000, DAY);
        assertThat(withoutFirst.decide(payment(2, true), FUND)).isEqualTo(Decision.accept(named));
        assertThat(known(withoutFirst.evolve(named)).paid().firstPaymentId()).isEqualTo(id(2));
    }

    @Test
    void an_amount_changes_from_its_day_on_and_a_later_decision_for_the_same_day_counts() {
        Mandate changed =
                ACTIVE.evolve(changed(2_000, DAY.plusDays(10)))
                        .evolve(changed(1_500, DAY.plusDays(5)))
                        .evolve(changed(2_500, DAY.plusDays(10)));
        Mandate.Promise promise = known(changed).promise();
        assertThat(promise.monthlyPenceOn(DAY.plusDays(4))).isEqualTo(1_000);
        assertThat(promise.monthlyPenceOn(DAY.plusDays(5))).isEqualTo(1_500);
        assertThat(promise.monthlyPenceOn(DAY.plusDays(10))).isEqualTo(2_500);
    }

    private static MandateAmountChanged changed(long pence, LocalDate from) {
        return new MandateAmountChanged(id(7), CAMPAIGN, pence, from, id(70), 10_000L, DAY);
    }

    private static Mandate on(LocalDate day, LedgerEvent... events) {
        Mandate.OnDay seen = Mandate.OnDay.unknown(day);
        for (LedgerEvent event : events) {
            seen = seen.evolve(event);
        }
        return seen.mandate();
    }

    @Test
    void M8_on_a_day_it_is_what_it_was_by_the_days_of_its_payments_and_its_end() {
        LedgerEvent[] events = {
            PLEDGED,
            new MandateActivated(id(7), CAMPAIGN, id(1), DAY.plusDays(2)),
            changed(2_000, DAY.plusDays(1)),
            new MandateEnded(id(7), CAMPAIGN, EndReason.DONOR_ASKED, id(70), DAY.plusDays(4))
        };
        assertThat(on(DAY.minusDays(1), events)).isEqualTo(Mandate.UNKNOWN);
        assertThat(on(DAY.plusDays(1), events)).isInstanceOf(Mandate.Pledged.class);
        assertThat(known(on(DAY.plusDays(2), events)).paid())
                .isEqualTo(new Mandate.Paid(DAY.plusDays(2), id(1)));
        assertThat(on(DAY.plusDays(3), events)).isInstanceOf(Mandate.Active.class);
        assertThat(on(DAY.plusDays(4), events))
                .isEqualTo(
                        Stream.of(events)
                                .reduce(Mandate.UNKNOWN, Mandate::evolve, (one, other) -> other));
    }

    @Test
    void M8_on_a_day_an_amount_holds_that_was_entered_later_for_that_day() {
        MandateAmountChanged enteredLater =
                new MandateAmountChanged(
                        id(7), CAMPAIGN, 1_500, DAY, id(70), 10_000L, DAY.plusDays(9));
        Mandate.Promise promise = known(on(DAY, PLEDGED, enteredLater)).promise();
        assertThat(promise.monthlyPenceOn(DAY)).isEqualTo(1_500);
    }

    @Test
    void M5_on_a_day_before_the_payment_that_made_it_active_it_is_so_by_an_earlier_one() {
        Mandate seen =
                on(
                        DAY.plusDays(3),
                        PLEDGED,
                        new MandateActivated(id(7), CAMPAIGN, id(1), DAY.plusDays(5)),
                        new FirstPaymentLost(id(7), CAMPAIGN, id(1), DAY.plusDays(6)),
                        new FirstPaymentNamed(
                                id(7), CAMPAIGN, id(8), id(2), 1_000, DAY.plusDays(2)));
        assertThat(seen).isInstanceOf(Mandate.Active.class);
        assertThat(known(seen).paid()).isEqualTo(new Mandate.Paid(DAY.plusDays(2), id(2)));
    }

    @Test
    void what_is_changed_or_ended_stands_with_who_did_it() {
        assertThat(ACTIVE.decide(change(1_500, DAY.plusDays(5)), FUND))
                .isEqualTo(Decision.accept(changed(1_500, DAY.plusDays(5))));
        assertThat(ACTIVE.decide(end(DAY), FUND)).isEqualTo(Decision.accept(ENDED));
    }

    @Test
    void payments_after_the_end_are_taken_and_do_not_wake_it() {
        Mandate ended = ACTIVE.evolve(ENDED);
        assertThat(ended.decide(payment(2, false), FUND)).isEqualTo(Decision.accept());
        assertThat(ended)
                .isEqualTo(
                        new Mandate.Ended(
                                ACTIVE.promise(), ACTIVE.paid(), EndReason.DONOR_ASKED, DAY));
        Mandate neverPaid = Mandate.UNKNOWN.evolve(PLEDGED).evolve(ENDED);
        assertThat(
                        neverPaid.evolve(
                                new FirstPaymentNamed(id(7), CAMPAIGN, id(8), id(2), 1_000, DAY)))
                .isInstanceOf(Mandate.Ended.class);
    }

    private static Mandate.Known known(Mandate mandate) {
        return (Mandate.Known) mandate;
    }

    private static MandateCommand.ChangeAmount change(long pence, LocalDate from) {
        return new MandateCommand.ChangeAmount(pence, from, id(70), 10_000, DAY);
    }

    private static MandateCommand.End end(LocalDate on) {
        return new MandateCommand.End(EndReason.DONOR_ASKED, on, id(70), DAY);
    }

    private static MandateCommand.Enter enter(long pence, LocalDate on) {
        return new MandateCommand.Enter(
                new MandateCommand.Pledge(id(7), CAMPAIGN, null, id(8), pence, on), 10_000, DAY);
    }

    @Test
    void a_pledge_by_hand_need_not_be_of_a_ward_assembly_and_says_by_which_limit_it_was_taken() {
        assertThat(Mandate.UNKNOWN.decide(enter(1_000, DAY), FUND))
                .isEqualTo(
                        Decision.accept(
                                new MandatePledged(
                                        id(7), CAMPAIGN, null, id(8), 1_000, 10_000L, DAY)));
    }

    /// Each row breaks its own rule and every rule below it that it can.
    static Stream<Arguments> refusals() {
        LocalDate tomorrow = DAY.plusDays(1);
        LocalDate yesterday = DAY.minusDays(1);
        Mandate ended = ACTIVE.evolve(ENDED);
        return Stream.of(
                arguments(Refusal.AMOUNT_ABOVE_LIMIT, Mandate.UNKNOWN, enter(10_001, tomorrow)),
                arguments(Refusal.AMOUNT_NOT_POSITIVE, Mandate.UNKNOWN, enter(0, tomorrow)),
                arguments(Refusal.DATE_IN_FUTURE, Mandate.UNKNOWN, enter(1, tomorrow)),
                arguments(Refusal.UNKNOWN_CAMPAIGN, Mandate.UNKNOWN, enter(1, DAY)),
                arguments(Refusal.AMOUNT_NOT_POSITIVE, ended, change(0, yesterday)),
                arguments(Refusal.AMOUNT_ABOVE_LIMIT, ended, change(10_001, yesterday)),
                arguments(Refusal.UNKNOWN_MANDATE, Mandate.UNKNOWN, change(1, yesterday)),
                arguments(Refusal.MANDATE_ENDED, ended, change(1, yesterday)),
                arguments(Refusal.BEFORE_PLEDGE, ACTIVE, change(1, yesterday)),
                arguments(Refusal.DATE_IN_FUTURE, ended, end(tomorrow)),
                arguments(Refusal.UNKNOWN_MANDATE, Mandate.UNKNOWN, end(yesterday)),
                arguments(Refusal.MANDATE_ENDED, ended, end(yesterday)),
                arguments(Refusal.BEFORE_PLEDGE, ACTIVE, end(yesterday)));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("refusals")
    void refusals_come_in_their_fixed_order(
            Refusal expected, Mandate mandate, MandateCommand command) {
        assertThat(mandate.decide(command, Fund.UNKNOWN))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(expected));
    }
}
