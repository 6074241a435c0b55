package org.assemble.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatestTest {

    private final Latest<String> latest = new Latest<>();

    @Test
    void nothing_is_there_before_a_look_has_ended() {
        latest.begin();

        assertThat(latest.get()).isEmpty();
    }

    @Test
    void what_a_look_saw_is_there_until_the_next_one_has_ended() {
        latest.adopt(latest.begin(), "first");
        long second = latest.begin();
        assertThat(latest.get()).contains("first");

        latest.adopt(second, "second");
        assertThat(latest.get()).contains("second");
    }

    /// The regular look begins, a key is revoked, the look after that ends, the regular one ends.
    @Test
    void a_look_that_is_overtaken_changes_nothing() {
        long regular = latest.begin();
        long afterRevoking = latest.begin();

        latest.adopt(afterRevoking, "without the revoked key");
        latest.adopt(regular, "with it");

        assertThat(latest.get()).contains("without the revoked key");
    }
}
