package org.assemble.training.compliance;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.assemble.testkit.Golden;
import org.assemble.training.compliance.model.Standing;
import org.junit.jupiter.api.Test;

class SaidTest {
    private static final UUID CAMPAIGN = UUID.fromString("0190a1b2-0000-7000-8000-0000000000c1");
    private static final UUID ANN = UUID.fromString("0190a1b2-0000-7000-8000-0000000000a1");
    private static final UUID BEN = UUID.fromString("0190a1b2-0000-7000-8000-0000000000a2");

    @Test
    void what_is_sent_of_a_complete_team_is_the_golden_example() {
        Golden.event("training-service", "TeamTrainingComplete.v1")
                .is(
                        TeamTrainingComplete.of(
                                CAMPAIGN,
                                7,
                                Instant.parse("2026-05-10T18:00:00Z"),
                                standing(Map.of(ANN, List.of(), BEN, List.of()))));
    }

    @Test
    void what_is_sent_of_an_incomplete_team_is_the_golden_example() {
        Golden.event("training-service", "TeamTrainingIncomplete.v1")
                .is(
                        TeamTrainingIncomplete.of(
                                CAMPAIGN,
                                6,
                                Instant.parse("2026-05-10T17:00:00Z"),
                                standing(Map.of(ANN, List.of(), BEN, List.of("facilitation")))));
    }

    private static Standing standing(Map<UUID, List<String>> lacking) {
        return new Standing(Held.FOUR, new TreeMap<>(lacking));
    }
}
