package org.assemble.training.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.assemble.platform.problem.RefusalException;
import org.junit.jupiter.api.Test;

/// Whose checks count together; how many there may be is `AllowanceTest`'s.
class CheckLimitTest {
    private static final String GATEWAY = "10.0.0.9";

    private final CheckLimit limit =
            new CheckLimit(
                    new OneAtOnce(),
                    Clock.fixed(Instant.parse("2026-05-10T11:30:00Z"), ZoneOffset.UTC));

    private record OneAtOnce() implements CertificateSettings.Checks {
        @Override
        public int atOnce() {
            return 1;
        }

        @Override
        public Duration each() {
            return Duration.ofMinutes(1);
        }

        @Override
        public int addresses() {
            return 10;
        }
    }

    @Test
    void T4_every_address_that_the_gateway_names_has_an_allowance_of_its_own() {
        ask("203.0.113.7");
        ask("203.0.113.8");
        refused("203.0.113.7");
        refused(" 203.0.113.8 ");
    }

    @Test
    void T4_who_is_not_named_is_the_one_at_the_other_end_of_the_line() {
        ask(null);
        refused(null);
        refused(GATEWAY);
        ask("203.0.113.7");
    }

    @Test
    void T4_what_can_not_be_read_shares_one_allowance() {
        ask("nonsense");
        refused("");
        refused("203.0.113.7, 203.0.113.8");
        refused("203.0.113.7:4711");
        ask("203.0.113.7");
    }

    @Test
    void T4_no_more_addresses_are_kept_in_mind_than_may_be() {
        for (int i = 0; i < 1_000; i++) {
            limit.mustNotBeUsedUp("203.0." + i / 250 + "." + i % 250, GATEWAY);
        }
        assertThat(limit.addresses()).isBetween(1L, 10L);
    }

    private void ask(String told) {
        limit.mustNotBeUsedUp(told, GATEWAY);
    }

    private void refused(String told) {
        assertThatThrownBy(() -> ask(told)).isInstanceOf(RefusalException.class);
    }
}
