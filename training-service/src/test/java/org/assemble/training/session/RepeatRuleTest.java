package org.assemble.training.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.assemble.platform.problem.RefusalException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rules of RFC 5545, 3.3.10; the first session is on Tuesday 20 October 2026 at half past six in
/// London, five days before the clocks go back.
@Timeout(5)
class RepeatRuleTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final LocalDateTime TUESDAY = LocalDateTime.parse("2026-10-20T18:30");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=WEEKLY;COUNT=3 | 2026-10-20 2026-10-27 2026-11-03",
                "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3 | 2026-10-20 2026-10-22 2026-10-27",
                "FREQ=WEEKLY;INTERVAL=2;COUNT=3 | 2026-10-20 2026-11-03 2026-11-17",
                "FREQ=MONTHLY;BYDAY=3TU;COUNT=3 | 2026-10-20 2026-11-17 2026-12-15",
                "FREQ=MONTHLY;BYMONTHDAY=20;COUNT=2 | 2026-10-20 2026-11-20",
                "FREQ=YEARLY;COUNT=2 | 2026-10-20 2027-10-20",
                "FREQ=DAILY;UNTIL=20261022 | 2026-10-20 2026-10-21 2026-10-22",
                // Half past six in London is 17:30 in UTC until the clocks go back, then 18:30.
                "FREQ=WEEKLY;UNTIL=20261027T183000Z | 2026-10-20 2026-10-27",
                "FREQ=WEEKLY;UNTIL=20261027T182959Z | 2026-10-20",
                "FREQ=WEEKLY;UNTIL=20261027T183000 | 2026-10-20 2026-10-27",
                "FREQ=DAILY;COUNT=1 | 2026-10-20"
            })
    void T3_a_rule_gives_the_days_and_keeps_the_hour(String rule, String days) {
        List<LocalDateTime> expected =
                Stream.of(days.split(" ")).map(day -> LocalDateTime.parse(day + "T18:30")).toList();
        assertThat(RepeatRule.read(rule).starts(TUESDAY, LONDON)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "every Tuesday | impossible-rule",
                "FREQ=FORTNIGHTLY;COUNT=3 | impossible-rule",
                "FREQ=HOURLY;COUNT=3 | impossible-rule",
                "FREQ=SECONDLY;COUNT=3 | impossible-rule",
                "FREQ=DAILY;BYHOUR=9,18;COUNT=3 | impossible-rule",
                "FREQ=DAILY;COUNT=0 | impossible-rule",
                "FREQ=DAILY;COUNT=-1 | impossible-rule",
                "FREQ=DAILY;COUNT=99999999999 | impossible-rule",
                "FREQ=DAILY;COUNT=3;UNTIL=20261231 | impossible-rule",
                "FREQ=WEEKLY;BYDAY=WE;COUNT=3 | impossible-rule",
                "FREQ=WEEKLY | rule-without-end",
                "FREQ=WEEKLY;BYDAY=TU | rule-without-end",
                "FREQ=DAILY;COUNT=101 | rule-too-long",
                "FREQ=DAILY;UNTIL=21991231 | rule-too-long",
                "FREQ=YEARLY;COUNT=4 | rule-too-long",
                "FREQ=DAILY;UNTIL=20261019 | rule-without-sessions",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3 | rule-without-sessions",
                "FREQ=YEARLY;BYMONTH=1;BYDAY=53MO;COUNT=2 | rule-without-sessions"
            })
    void T3_a_rule_that_nobody_can_mean_is_refused(String rule, String code) {
        assertThatThrownBy(() -> RepeatRule.read(rule).starts(TUESDAY, LONDON))
                .isInstanceOfSatisfying(
                        RefusalException.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }
}
