package org.assemble.ledger.policy.model;

import static org.assemble.ledger.Happened.id;
import static org.assemble.ledger.policy.model.Policy.Name.PAYOUT_RHYTHM_WEEKS;
import static org.assemble.ledger.policy.model.Policy.Name.PAYOUT_WEEKDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.assemble.ledger.journal.model.PolicyEvent.PolicySet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// In November 2026 the 1st is a Sunday, and Fridays are the 6th, 13th, 20th and 27th.
class PayoutDaysTest {

    private static final Policies WEEKLY =
            Policies.of(
                    List.of(
                            Policy.seeded(PAYOUT_RHYTHM_WEEKS, LocalDate.of(2024, 1, 1), 1),
                            Policy.seeded(PAYOUT_WEEKDAY, LocalDate.of(2024, 1, 1), 5)));
    private static final LocalDate CHANGE = LocalDate.of(2026, 11, 9);
    private static final Policies FORTNIGHTLY =
            WEEKLY.evolve(new PolicySet("payout-rhythm-weeks", null, CHANGE, 2L, id(70), CHANGE));

    @ParameterizedTest(name = "from {0}: {1}")
    @CsvSource({
        "2026-11-01,2026-11-06",
        "2026-11-06,2026-11-06",
        "2026-11-07,2026-11-13",
        "2026-12-30,2027-01-01"
    })
    void M3_weekly_is_every_friday(LocalDate day, LocalDate next) {
        assertThat(PayoutDays.next(WEEKLY, day)).isEqualTo(next);
    }

    @ParameterizedTest(name = "from {0}: {1}")
    @CsvSource({
        "2026-11-01,2026-11-06",
        "2026-11-07,2026-11-13",
        "2026-11-14,2026-11-27",
        "2026-11-20,2026-11-27",
        "2026-11-27,2026-11-27",
        "2026-11-28,2026-12-11"
    })
    void M3_a_fortnightly_rhythm_begins_with_a_payout_and_leaves_the_weeks_before_it(
            LocalDate day, LocalDate next) {
        assertThat(PayoutDays.next(FORTNIGHTLY, day)).isEqualTo(next);
    }

    @Test
    void M3_the_day_of_the_week_is_a_policy_too() {
        Policies mondays =
                FORTNIGHTLY.evolve(
                        new PolicySet("payout-weekday", null, CHANGE, 1L, id(70), CHANGE));
        assertThat(PayoutDays.next(mondays, CHANGE)).isEqualTo("2026-11-09");
        assertThat(PayoutDays.next(mondays, CHANGE.plusDays(1))).isEqualTo("2026-11-23");
    }
}
