package org.assemble.ledger.fund.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {

    /// The rule as M2 says it, in the words of BigDecimal: cumulated exactly, rounded half-even
    /// once.
    private static long rule(BigDecimal cumulated) {
        return cumulated.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void M2_the_cumulated_share_is_the_rule_to_the_penny_for_any_sequence_of_gifts(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Share share = Share.NONE;
        BigDecimal cumulated = BigDecimal.ZERO;
        long given = 0;
        for (int i = 0; i < 5_000; i++) {
            long pence =
                    random.nextInt(10) == 0
                            ? random.nextLong(1, 1_000_000)
                            : random.nextLong(1, 20);
            int basisPoints = i < 2_500 ? 8_000 : random.nextInt(0, 10_001);
            given += share.campaignPenceOf(pence, basisPoints);
            share = share.plus(pence, basisPoints);
            cumulated =
                    cumulated.add(
                            BigDecimal.valueOf(pence).multiply(BigDecimal.valueOf(basisPoints, 4)));
            assertThat(share.campaignPence()).isEqualTo(rule(cumulated));
            assertThat(given).as("what the gifts gave one by one").isEqualTo(rule(cumulated));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void M7_taking_gifts_back_restates_the_share_by_the_same_rule(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Share share = Share.NONE;
        BigDecimal cumulated = BigDecimal.ZERO;
        for (int i = 0; i < 2_000; i++) {
            long most = share.raisedPence();
            long pence =
                    most > 0 && random.nextBoolean()
                            ? -random.nextLong(1, most + 1)
                            : random.nextLong(1, 500);
            share = share.plus(pence, 8_000);
            cumulated =
                    cumulated.add(BigDecimal.valueOf(pence).multiply(BigDecimal.valueOf(8_000, 4)));
            assertThat(share.campaignPence()).isEqualTo(rule(cumulated));
        }
    }

    @ParameterizedTest(name = "half of {0}p is {1}p")
    @CsvSource({"1,0", "3,2", "5,2", "7,4", "-1,0", "-3,-2", "-5,-2", "0,0"})
    void M2_a_half_goes_to_the_even_penny(long pence, long share) {
        assertThat(Share.NONE.plus(pence, 5_000).campaignPence()).isEqualTo(share);
    }
}
