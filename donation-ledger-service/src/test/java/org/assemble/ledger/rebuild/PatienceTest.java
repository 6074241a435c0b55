package org.assemble.ledger.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final List<Patience> TRIES =
            Stream.iterate(Patience.FIRST, Patience::next).limit(8).toList();

    @Test
    void it_waits_longer_each_time_and_never_long() {
        assertThat(TRIES)
                .extracting(Patience::lockMillis)
                .containsExactly(10, 20, 40, 80, 160, 160, 160, 160);
        assertThat(TRIES.getLast().lockTimeout()).isEqualTo("set local lock_timeout = 160");
    }

    @Test
    void it_stands_in_the_way_for_less_than_a_twentieth_of_the_time() {
        assertThat(TRIES)
                .allMatch(one -> 20 * one.lockMillis() <= one.lockMillis() + one.pauseMillis());
    }
}
