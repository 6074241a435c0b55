package org.assemble.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    private static final Optional<Duration> NOT_ASKED = Optional.empty();

    private final Schedule schedule =
            new Schedule(List.of(Duration.ofSeconds(5), Duration.ofMinutes(5)));

    @ParameterizedTest
    @CsvSource({"1, 0, 4000", "1, 0.5, 5000", "1, 1, 6000", "2, 0, 240000", "2, 1, 360000"})
    void each_attempt_waits_longer_by_a_fifth_more_or_less(
            int attempts, double chance, long millis) {
        assertThat(schedule.after(attempts, NOT_ASKED, chance)).contains(Duration.ofMillis(millis));
    }

    @Test
    void after_the_last_it_is_given_up() {
        assertThat(schedule.after(3, NOT_ASKED, 0.5)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "60, 60", "999999, 86400"})
    void a_target_that_asks_for_more_time_gets_it_up_to_a_day(long asked, long seconds) {
        assertThat(schedule.after(1, Optional.of(Duration.ofSeconds(asked)), 0.5))
                .contains(Duration.ofSeconds(seconds));
    }
}
