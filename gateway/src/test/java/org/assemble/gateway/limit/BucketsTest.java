package org.assemble.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.assemble.gateway.limit.Buckets.Taken;
import org.assemble.gateway.routing.Rate;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private static final long SECOND = 1_000_000_000L;

    private final Buckets buckets =
            new Buckets(new Rate("few", 4, Duration.ofSeconds(8)), 1_000); // one in two seconds

    @Test
    void a_quota_may_be_used_at_once_and_no_more() {
        for (int left = 3; left >= 0; left--) {
            Taken taken = buckets.take("a", 0);
            assertThat(taken.allowed()).isTrue();
            assertThat(taken.remaining()).isEqualTo(left);
        }

        Taken refused = buckets.take("a", 0);
        assertThat(refused).isEqualTo(new Taken(false, 0, 8, 2));
    }

    @Test
    void one_more_is_possible_when_it_was_said() {
        LongStream.range(0, 4).forEach(_ -> buckets.take("a", 0));

        assertThat(buckets.take("a", 2 * SECOND - 1).allowed()).isFalse();
        assertThat(buckets.take("a", 2 * SECOND).allowed()).isTrue();
        assertThat(buckets.take("a", 2 * SECOND).allowed()).isFalse();
    }

    @Test
    void a_refusal_costs_nothing() {
        LongStream.range(0, 100).forEach(_ -> buckets.take("a", 0));

        assertThat(buckets.take("a", 2 * SECOND).allowed()).isTrue();
    }

    @Test
    void it_is_full_again_after_its_window_and_never_fuller() {
        LongStream.range(0, 4).forEach(_ -> buckets.take("a", 0));
        long later = 1_000_000 * SECOND;

        assertThat(LongStream.range(0, 10).filter(_ -> buckets.take("a", later).allowed()).count())
                .isEqualTo(4);
    }

    @Test
    void over_a_long_time_it_lets_through_what_the_rate_says() {
        long allowed =
                LongStream.range(0, 8_000) // ten times too often, for 1,600 seconds
                        .filter(i -> buckets.take("a", i * SECOND / 5).allowed())
                        .count();

        assertThat(allowed).isBetween(800L, 804L);
    }

    @Test
    void one_does_not_use_up_anothers() {
        LongStream.range(0, 5).forEach(_ -> buckets.take("a", 0));

        assertThat(buckets.take("b", 0).allowed()).isTrue();
    }

    @Test
    void what_is_given_back_may_be_taken_again() {
        LongStream.range(0, 4).forEach(_ -> buckets.take("a", 0));
        buckets.giveBack("a");

        assertThat(buckets.take("a", 0).allowed()).isTrue();
        assertThat(buckets.take("a", 0).allowed()).isFalse();
    }

    @Test
    void however_many_ask_only_so_many_are_remembered() {
        LongStream.range(0, 20_000).forEach(i -> buckets.take("caller" + i, 0));

        assertThat(buckets.size()).isBetween(1L, 1_000L);
    }

    @Test
    void a_clock_may_be_below_zero() {
        long begin = Long.MIN_VALUE / 2;
        LongStream.range(0, 4).forEach(_ -> buckets.take("a", begin));

        assertThat(buckets.take("a", begin).allowed()).isFalse();
        assertThat(buckets.take("a", begin + 2 * SECOND).allowed()).isTrue();
    }
}
