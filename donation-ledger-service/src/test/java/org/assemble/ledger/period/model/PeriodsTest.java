package org.assemble.ledger.period.model;

import static org.assemble.ledger.Happened.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.stream.Stream;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.PeriodEvent.PeriodClosed;
import org.assemble.ledger.journal.model.PeriodEvent.PeriodReopened;
import org.assemble.ledger.journal.model.Refusal;
import org.assemble.ledger.period.model.PeriodCommand.Close;
import org.assemble.ledger.period.model.PeriodCommand.Reopen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PeriodsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final YearMonth JULY = YearMonth.of(2026, 7);
    private static final YearMonth AUGUST = YearMonth.of(2026, 8);
    private static final YearMonth SEPTEMBER = YearMonth.of(2026, 9);
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    private static final Periods AUGUST_AND_SEPTEMBER_CLOSED =
            Periods.ALL_OPEN
                    .evolve(new PeriodClosed(AUGUST, id(70), TODAY))
                    .evolve(new PeriodClosed(SEPTEMBER, id(71), TODAY));

    private static Close close(YearMonth month) {
        return new Close(month, id(70), TODAY);
    }

    private static Reopen reopen(YearMonth month, long by) {
        return new Reopen(month, id(by), "a bank line was missed", TODAY);
    }

    @ParameterizedTest(name = "{0} counts on {1}")
    @CsvSource({
        "2026-10-01,2026-10-01",
        "2026-09-30,2026-10-01",
        "2026-08-01,2026-10-01",
        "2020-01-01,2026-10-01",
        "2026-11-22,2026-11-22"
    })
    void what_is_told_late_counts_on_the_first_open_day(LocalDate occurred, LocalDate effective) {
        assertThat(AUGUST_AND_SEPTEMBER_CLOSED.effective(occurred)).isEqualTo(effective);
        assertThat(Periods.ALL_OPEN.effective(occurred)).isEqualTo(occurred);
    }

    @Test
    void months_close_one_after_the_other() {
        assertThat(AUGUST_AND_SEPTEMBER_CLOSED.decide(close(OCTOBER)))
                .isEqualTo(Decision.accept(new PeriodClosed(OCTOBER, id(70), TODAY)));
    }

    @Test
    void the_first_month_ever_closed_closes_all_before_it() {
        Periods first = Periods.ALL_OPEN.evolve(new PeriodClosed(AUGUST, id(70), TODAY));
        assertThat(first.isClosed(JULY)).isTrue();
        assertThat(first.isClosed(SEPTEMBER)).isFalse();
        assertThat(first.closedUntil()).contains(LocalDate.of(2026, 8, 31));
    }

    @Test
    void the_month_closed_last_reopens_first_by_another_person_and_with_a_reason() {
        PeriodReopened reopened =
                new PeriodReopened(SEPTEMBER, id(70), "a bank line was missed", TODAY);
        assertThat(AUGUST_AND_SEPTEMBER_CLOSED.decide(reopen(SEPTEMBER, 70)))
                .isEqualTo(Decision.accept(reopened));
        Periods after = AUGUST_AND_SEPTEMBER_CLOSED.evolve(reopened);
        assertThat(after.effective(LocalDate.of(2026, 9, 12))).isEqualTo("2026-09-12");
        assertThat(after.steps()).hasSize(3).endsWith(reopened);
        assertThat(after.decide(close(SEPTEMBER))).isInstanceOf(Decision.Accepted.class);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(Refusal.PERIOD_NOT_PAST, Periods.ALL_OPEN, close(NOVEMBER)),
                arguments(
                        Refusal.PERIOD_NOT_PAST,
                        AUGUST_AND_SEPTEMBER_CLOSED,
                        close(NOVEMBER.plusMonths(1))),
                arguments(
                        Refusal.PERIOD_ALREADY_CLOSED,
                        AUGUST_AND_SEPTEMBER_CLOSED,
                        close(SEPTEMBER)),
                arguments(Refusal.PERIOD_ALREADY_CLOSED, AUGUST_AND_SEPTEMBER_CLOSED, close(JULY)),
                arguments(
                        Refusal.PERIOD_OUT_OF_ORDER,
                        Periods.ALL_OPEN.evolve(new PeriodClosed(AUGUST, id(70), TODAY)),
                        close(OCTOBER)),
                arguments(Refusal.PERIOD_NOT_CLOSED, Periods.ALL_OPEN, reopen(OCTOBER, 70)),
                arguments(
                        Refusal.PERIOD_NOT_CLOSED,
                        AUGUST_AND_SEPTEMBER_CLOSED,
                        reopen(OCTOBER, 71)),
                arguments(
                        Refusal.PERIOD_OUT_OF_ORDER,
                        AUGUST_AND_SEPTEMBER_CLOSED,
                        reopen(AUGUST, 70)),
                arguments(
                        Refusal.REOPENER_IS_CLOSER,
                        AUGUST_AND_SEPTEMBER_CLOSED,
                        reopen(SEPTEMBER, 71)));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("refusals")
    void refusals_come_in_their_fixed_order(
            Refusal expected, Periods periods, PeriodCommand command) {
        assertThat(periods.decide(command))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(expected));
    }
}
