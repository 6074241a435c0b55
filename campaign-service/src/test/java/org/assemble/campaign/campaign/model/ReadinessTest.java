package org.assemble.campaign.campaign.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assemble.campaign.campaign.model.Readiness.Facts;
import org.assemble.campaign.campaign.model.Readiness.Item;
import org.assemble.campaign.campaign.model.Readiness.What;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static final Set<String> FOUR =
            Set.of("run-campaign", "induction-culture", "run-ward-assembly", "facilitation");
    private static final UUID ANN = UUID.randomUUID();
    private static final UUID BEN = UUID.randomUUID();

    @Test
    void K7_ready_is_agreement_trainings_launch_and_candidate() {
        Readiness readiness = readiness(Stage.LAUNCHED, Map.of(ANN, FOUR, BEN, FOUR), true);
        assertThat(readiness.isReady()).isTrue();
        assertThat(readiness.items()).extracting(Item::what).containsExactly(What.values());
    }

    @Test
    void T1_every_member_needs_all_four() {
        Map<UUID, Set<String>> held = new HashMap<>(Map.of(ANN, FOUR, BEN, Set.of("facilitation")));
        Item trainings = readiness(Stage.LAUNCHED, held, true).items().get(1);
        assertThat(trainings.ready()).isFalse();
        assertThat(trainings.missing()).containsExactly("trainings still to take: 3");
        assertThat(trainings.lacking())
                .containsExactly(
                        Map.entry(
                                BEN,
                                Set.of("run-campaign", "induction-culture", "run-ward-assembly")));
    }

    @Test
    void T1_a_team_without_members_is_not_trained() {
        assertThat(readiness(Stage.LAUNCHED, Map.of(), true).whatIsMissing()).isEqualTo("a team");
    }

    @Test
    void K7_each_item_says_whose_turn_it_is() {
        assertThat(readiness(Stage.FOUNDED, Map.of(ANN, FOUR), false).items())
                .extracting(Item::ready, Item::whoseTurn)
                .containsExactly(
                        tuple(false, "campaign team"),
                        tuple(true, "team members and trainers"),
                        tuple(false, "campaign team"),
                        tuple(false, "ward assemblies"));
    }

    @Test
    void G2_a_withdrawn_campaign_has_no_agreement_in_force() {
        assertThat(readiness(Stage.WITHDRAWN, Map.of(ANN, FOUR), true).whatIsMissing())
                .isEqualTo("a confirmed agreement, the launch event");
    }

    private static Readiness readiness(
            Stage stage, Map<UUID, Set<String>> held, boolean hasCandidate) {
        return Readiness.of(new Facts(stage, held, FOUR, hasCandidate));
    }
}
