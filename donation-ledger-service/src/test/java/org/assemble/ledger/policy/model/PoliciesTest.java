package org.assemble.ledger.policy.model;

import static org.assemble.ledger.Happened.CAMPAIGN;
import static org.assemble.ledger.Happened.DAY;
import static org.assemble.ledger.Happened.REGISTERED;
import static org.assemble.ledger.Happened.id;
import static org.assemble.ledger.policy.model.Policy.Name.CAMPAIGN_SHARE_BASIS_POINTS;
import static org.assemble.ledger.policy.model.Policy.Name.MATCH_CAP_PENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.fund.model.Life;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.PolicyEvent.PolicySet;
import org.assemble.ledger.journal.model.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PoliciesTest {

    private static final Life KNOWN = Fund.UNKNOWN.evolve(REGISTERED).life();
    private static final LocalDate LONG_AGO = LocalDate.of(2024, 1, 1);
    private static final Policies SEEDED =
            Policies.of(
                    List.of(
                            Policy.seeded(CAMPAIGN_SHARE_BASIS_POINTS, LONG_AGO, 8_000),
                            Policy.seeded(MATCH_CAP_PENCE, LONG_AGO, 200_000)));

    private static SetPolicy set(String policy, UUID campaignId, LocalDate from, Long value) {
        return new SetPolicy(policy, campaignId, from, value, id(70), DAY);
    }

    private static PolicySet wasSet(String policy, UUID campaignId, LocalDate from, Long value) {
        return new PolicySet(policy, campaignId, from, value, id(70), DAY);
    }

    @Test
    void a_decision_names_who_took_it_and_the_day_from_which_it_holds() {
        LocalDate from = DAY.plusMonths(1);
        assertThat(SEEDED.decide(set("match-cap-pence", CAMPAIGN, from, 300_000L), KNOWN))
                .isEqualTo(Decision.accept(wasSet("match-cap-pence", CAMPAIGN, from, 300_000L)));
    }

    @Test
    void a_change_applies_from_its_day_and_leaves_the_days_before_as_they_were() {
        Policies changed =
                SEEDED.evolve(wasSet("campaign-share-basis-points", null, DAY.plusDays(1), 7_500L));
        assertThat(changed.inForce(CAMPAIGN_SHARE_BASIS_POINTS, DAY)).isEqualTo(8_000);
        assertThat(changed.inForce(CAMPAIGN_SHARE_BASIS_POINTS, DAY.plusDays(1))).isEqualTo(7_500);
    }

    @Test
    void of_two_decisions_for_one_day_the_later_counts_and_an_earlier_day_ends_where_it_begins() {
        Policies changed =
                SEEDED.evolve(wasSet("match-cap-pence", null, DAY.plusDays(10), 1L))
                        .evolve(wasSet("match-cap-pence", null, DAY.plusDays(10), 2L))
                        .evolve(wasSet("match-cap-pence", null, DAY.plusDays(5), 3L));
        assertThat(changed.inForce(MATCH_CAP_PENCE, DAY.plusDays(4))).isEqualTo(200_000);
        assertThat(changed.inForce(MATCH_CAP_PENCE, DAY.plusDays(9))).isEqualTo(3);
        assertThat(changed.inForce(MATCH_CAP_PENCE, DAY.plusDays(10))).isEqualTo(2);
    }

    @Test
    void M5_a_campaign_with_a_cap_of_its_own_keeps_it_whatever_everyones_is() {
        Policies own =
                SEEDED.evolve(wasSet("match-cap-pence", CAMPAIGN, DAY, 300_000L))
                        .evolve(wasSet("match-cap-pence", null, DAY.plusDays(1), 100_000L));
        assertThat(own.inForce(MATCH_CAP_PENCE, CAMPAIGN, DAY.minusDays(1))).isEqualTo(200_000);
        assertThat(own.inForce(MATCH_CAP_PENCE, CAMPAIGN, DAY.plusDays(1))).isEqualTo(300_000);
        assertThat(own.inForce(MATCH_CAP_PENCE, id(9), DAY.plusDays(1))).isEqualTo(100_000);
        assertThat(own.inForce(MATCH_CAP_PENCE, DAY.plusDays(1))).isEqualTo(100_000);
    }

    @Test
    void M5_a_campaign_whose_own_cap_is_withdrawn_has_everyones_from_that_day_on() {
        SetPolicy withdrawal = set("match-cap-pence", CAMPAIGN, DAY.plusDays(3), null);
        Policies own = SEEDED.evolve(wasSet("match-cap-pence", CAMPAIGN, DAY, 300_000L));
        assertThat(own.decide(withdrawal, KNOWN))
                .isEqualTo(
                        Decision.accept(
                                wasSet("match-cap-pence", CAMPAIGN, DAY.plusDays(3), null)));
        Policies withdrawn =
                own.evolve(wasSet("match-cap-pence", CAMPAIGN, DAY.plusDays(3), null))
                        .evolve(wasSet("match-cap-pence", null, DAY.plusDays(5), 100_000L))
                        .evolve(wasSet("match-cap-pence", CAMPAIGN, DAY.plusDays(9), 7L));
        assertThat(withdrawn.inForce(MATCH_CAP_PENCE, CAMPAIGN, DAY.plusDays(2)))
                .isEqualTo(300_000);
        assertThat(withdrawn.inForce(MATCH_CAP_PENCE, CAMPAIGN, DAY.plusDays(3)))
                .isEqualTo(200_000);
        assertThat(withdrawn.inForce(MATCH_CAP_PENCE, CAMPAIGN, DAY.plusDays(5)))
                .isEqualTo(100_000);
        assertThat(withdrawn.inForce(MATCH_CAP_PENCE, CAMPAIGN, DAY.plusDays(9))).isEqualTo(7);
    }

    @Test
    void what_is_older_than_the_first_decision_goes_by_the_first() {
        assertThat(SEEDED.inForce(MATCH_CAP_PENCE, LONG_AGO.minusYears(1))).isEqualTo(200_000);
    }

    /// Each row breaks its own rule and every rule below it that it can.
    static Stream<Arguments> refusals() {
        LocalDate yesterday = DAY.minusDays(1);
        return Stream.of(
                arguments(Refusal.UNKNOWN_POLICY, set("generosity", id(9), yesterday, -1L)),
                arguments(
                        Refusal.POLICY_VALUE_OUT_OF_RANGE,
                        set("campaign-share-basis-points", id(9), yesterday, 10_001L)),
                arguments(
                        Refusal.POLICY_VALUE_OUT_OF_RANGE,
                        set("payout-rhythm-weeks", id(9), yesterday, 3L)),
                arguments(
                        Refusal.POLICY_VALUE_OUT_OF_RANGE,
                        set("match-cap-pence", null, yesterday, null)),
                arguments(
                        Refusal.POLICY_NOT_PER_CAMPAIGN,
                        set("donation-limit-pence", id(9), yesterday, null)),
                arguments(
                        Refusal.POLICY_NOT_PER_CAMPAIGN,
                        set("campaign-share-basis-points", id(9), yesterday, 1L)),
                arguments(Refusal.UNKNOWN_CAMPAIGN, set("match-cap-pence", id(9), yesterday, 1L)),
                arguments(Refusal.POLICY_IN_PAST, set("match-cap-pence", null, yesterday, 1L)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refusals")
    void refusals_come_in_their_fixed_order(Refusal expected, SetPolicy command) {
        assertThat(SEEDED.decide(command, Life.UNKNOWN))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(expected));
    }
}
