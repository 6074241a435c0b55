package org.assemble.training.certificate.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.assemble.training.certificate.model.Allowance.Asked;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final Instant NOON = Instant.parse("2026-05-10T12:00:00Z");
    private static final Allowance THREE = new Allowance(3, Duration.ofSeconds(10));

    private Instant fullAt = NOON;

    @Test
    void T4_so_many_are_allowed_at_once_and_the_next_one_says_when() {
        assertThat(ask(0)).isTrue();
        assertThat(ask(0)).isTrue();
        assertThat(ask(0)).isTrue();
        assertThat(THREE.ask(fullAt, NOON).waitFor()).contains(Duration.ofSeconds(10));
        assertThat(THREE.ask(fullAt, NOON.plusSeconds(4)).waitFor())
                .contains(Duration.ofSeconds(6));
        assertThat(ask(10)).isTrue();
        assertThat(ask(10)).isFalse();
    }

    @Test
    void T4_who_asks_in_vain_does_not_wait_longer_for_it() {
        for (int i = 0; i < 100; i++) {
            ask(0);
        }
        assertThat(ask(10)).isTrue();
    }

    @Test
    void T4_who_has_not_asked_for_long_has_no_more_than_all() {
        ask(0);
        assertThat(ask(100_000)).isTrue();
        assertThat(ask(100_000)).isTrue();
        assertThat(ask(100_000)).isTrue();
        assertThat(ask(100_000)).isFalse();
    }

    @Test
    void T4_in_the_long_run_it_is_one_in_an_interval() {
        int allowed = 0;
        for (int second = 0; second < 1_000; second++) {
            allowed += ask(second) ? 1 : 0;
        }
        assertThat(allowed).isEqualTo(3 + 99);
    }

    private boolean ask(int second) {
        Asked asked = THREE.ask(fullAt, NOON.plusSeconds(second));
        fullAt = asked.fullAt();
        return asked.waitFor().isEmpty();
    }
}
