package org.assemble.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final long PAUSE = Duration.ofSeconds(5).toNanos();

    private final Breaker breaker =
            new Breaker(new Breaker.Settings(3, 5, Duration.ofNanos(PAUSE)));

    private void fail(int times, long now) {
        for (int i = 0; i < times; i++) {
            breaker.failed(now);
        }
    }

    @Test
    void it_opens_with_the_failure_that_is_one_too_many() {
        fail(2, 0);
        assertThat(breaker.allows(0)).isTrue();

        fail(1, 0);
        assertThat(breaker.allows(0)).isFalse();
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void failures_that_are_long_past_do_not_count() {
        fail(2, 0);
        for (int i = 0; i < 4; i++) {
            breaker.succeeded();
        }
        fail(1, 0);

        assertThat(breaker.allows(0)).isTrue();
    }

    @Test
    void failures_among_successes_count_within_the_window() {
        breaker.failed(0);
        breaker.succeeded();
        breaker.failed(0);
        breaker.succeeded();
        breaker.failed(0);

        assertThat(breaker.allows(0)).isFalse();
    }

    @Test
    void after_the_pause_one_tries_and_the_others_wait_for_its_outcome() {
        fail(3, 0);

        assertThat(breaker.wouldAllow(PAUSE)).isTrue();
        assertThat(breaker.allows(PAUSE)).isTrue();
        assertThat(breaker.allows(PAUSE)).isFalse();
        assertThat(breaker.wouldAllow(PAUSE)).isFalse();
    }

    @Test
    void a_trial_that_succeeds_closes_it_and_all_is_forgotten() {
        fail(3, 0);
        assertThat(breaker.allows(PAUSE)).isTrue();
        breaker.succeeded();

        assertThat(breaker.isOpen()).isFalse();
        fail(2, PAUSE);
        assertThat(breaker.allows(PAUSE)).isTrue();
    }

    @Test
    void a_trial_that_fails_gives_it_another_pause() {
        fail(3, 0);
        assertThat(breaker.allows(PAUSE)).isTrue();
        breaker.failed(PAUSE);

        assertThat(breaker.allows(2 * PAUSE - 1)).isFalse();
        assertThat(breaker.allows(2 * PAUSE)).isTrue();
    }

    @Test
    void a_trial_of_which_nothing_is_heard_is_followed_by_another() {
        fail(3, 0);
        assertThat(breaker.allows(PAUSE)).isTrue();

        assertThat(breaker.allows(2 * PAUSE - 1)).isFalse();
        assertThat(breaker.allows(2 * PAUSE)).isTrue();
    }

    @Test
    void what_was_sent_before_it_opened_changes_nothing() {
        fail(3, 0);
        breaker.failed(PAUSE / 2);
        breaker.succeeded();

        assertThat(breaker.allows(PAUSE - 1)).isFalse();
        assertThat(breaker.allows(PAUSE)).isTrue();
    }

    @Test
    void it_closes_when_something_else_found_the_address_well() {
        fail(3, 0);
        breaker.reset();

        assertThat(breaker.allows(0)).isTrue();
    }

    @Test
    void a_clock_may_be_below_zero() {
        fail(3, Long.MIN_VALUE + 1);

        assertThat(breaker.allows(Long.MIN_VALUE + 2)).isFalse();
        assertThat(breaker.allows(Long.MIN_VALUE + 1 + PAUSE)).isTrue();
    }

    @Test
    void its_window_holds_at_least_the_failures_that_open_it() {
        assertThatThrownBy(() -> new Breaker.Settings(6, 5, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Breaker.Settings(6, 65, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_widest_window_counts_as_well() {
        Breaker wide = new Breaker(new Breaker.Settings(64, 64, Duration.ofNanos(PAUSE)));
        for (int i = 0; i < 63; i++) {
            wide.failed(0);
        }
        assertThat(wide.isOpen()).isFalse();
        wide.failed(0);
        assertThat(wide.isOpen()).isTrue();
    }
}
