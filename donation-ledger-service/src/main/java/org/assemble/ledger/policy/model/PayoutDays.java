package org.assemble.ledger.policy.model;

import static org.assemble.ledger.policy.model.Policy.Name.PAYOUT_RHYTHM_WEEKS;
import static org.assemble.ledger.policy.model.Policy.Name.PAYOUT_WEEKDAY;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.stream.Stream;

/// M3: the days on which campaigns are paid: weekly or fortnightly, on one day of the week. The
/// weeks of a rhythm are counted from its first payout day, so a fortnightly one begins with a
/// payout.
public final class PayoutDays {

    private PayoutDays() {}

    /// The first payout day on or after a day, as far as is decided now.
    public static LocalDate next(Policies policies, LocalDate day) {
        return Stream.iterate(day, next -> next.plusDays(1))
                .filter(candidate -> isOne(policies, candidate))
                .findFirst()
                .orElseThrow();
    }

    static boolean isOne(Policies policies, LocalDate day) {
        DayOfWeek weekday = DayOfWeek.of(Math.toIntExact(policies.inForce(PAYOUT_WEEKDAY, day)));
        Policy rhythm = policies.decisionInForce(PAYOUT_RHYTHM_WEEKS, null, day);
        LocalDate first = rhythm.validFrom().with(TemporalAdjusters.nextOrSame(weekday));
        return day.getDayOfWeek() == weekday
                && ChronoUnit.WEEKS.between(first, day) % rhythm.value() == 0;
    }
}
