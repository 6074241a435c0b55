package org.assemble.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TakenAnswerTest {

    private static final long SECOND = 1_000_000_000;
    private static final int BYTES_PER_SECOND = 100;
    private static final int GRACE = 10;

    private final TakenAnswer answer =
            new TakenAnswer(
                    new CountedBody.Pace(
                            Duration.ZERO, BYTES_PER_SECOND, Duration.ofSeconds(GRACE)),
                    0);

    private boolean isKeptUp(int seconds, boolean waits, long bytes) {
        return answer.isKeptUp(seconds * SECOND, waits, bytes);
    }

    @Test
    void who_takes_nothing_has_the_grace_and_no_more() {
        assertThat(isKeptUp(GRACE, true, 5_000)).isTrue();
        assertThat(isKeptUp(2 * GRACE, true, 5_000)).isTrue();
        assertThat(isKeptUp(2 * GRACE + 1, true, 5_000)).isFalse();
    }

    @Test
    void who_takes_a_little_now_and_then_is_too_slow_as_well() {
        assertThat(isKeptUp(GRACE, true, 1_000)).isTrue();
        assertThat(isKeptUp(GRACE + 1, true, 1_100)).isTrue();
        assertThat(isKeptUp(GRACE + 5, true, 1_499)).isFalse();
    }

    @Test
    void time_in_which_the_service_is_waited_for_does_not_count() {
        assertThat(isKeptUp(1_000, false, 0)).isTrue();
        assertThat(isKeptUp(1_000 + GRACE, true, 0)).isTrue();
        assertThat(isKeptUp(9_000, false, 0)).isTrue();
        assertThat(isKeptUp(9_001, true, 0)).isFalse();
    }
}
