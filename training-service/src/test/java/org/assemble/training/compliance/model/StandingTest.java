package org.assemble.training.compliance.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.assemble.training.compliance.model.Standing.News;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final List<String> TWO = List.of("facilitation", "run-campaign");
    private static final UUID ANN = UUID.randomUUID();
    private static final UUID BEN = UUID.randomUUID();

    @Test
    void K7_a_team_is_complete_when_nobody_on_it_lacks_anything() {
        assertThat(standing(Map.of(ANN, List.of(), BEN, List.of())).isComplete()).isTrue();
        assertThat(standing(Map.of(ANN, List.of(), BEN, TWO)).isComplete()).isFalse();
    }

    @Test
    void K7_a_team_without_members_is_not_complete() {
        assertThat(standing(Map.of()).isComplete()).isFalse();
        assertThat(Counts.of(0, 0, TWO, Map.of()).isComplete()).isFalse();
    }

    @Test
    void what_was_said_is_not_said_again() {
        Standing standing = standing(Map.of(ANN, TWO));
        assertThat(standing.after(standing(Map.of(ANN, TWO)))).isEqualTo(new News.None());
    }

    @Test
    void the_first_time_is_said_whatever_it_is() {
        Standing empty = standing(Map.of());
        assertThat(empty.after(null)).isEqualTo(new News.Incomplete(empty));
    }

    @Test
    void whoever_joins_a_complete_team_and_lacks_nothing_is_told_of() {
        Standing two = standing(Map.of(ANN, List.of(), BEN, List.of()));
        assertThat(two.after(standing(Map.of(ANN, List.of())))).isEqualTo(new News.Complete(two));
    }

    @Test
    void T1_what_is_required_anew_is_told_of_even_if_everyone_holds_it() {
        Standing before = new Standing(List.of("facilitation"), lacking(Map.of(ANN, List.of())));
        Standing now = standing(Map.of(ANN, List.of()));
        assertThat(now.after(before)).isEqualTo(new News.Complete(now));
    }

    @Test
    void T4_who_does_not_hold_a_required_course_lacks_it() {
        Counts counts = Counts.of(3, 1, TWO, Map.of("run-campaign", 1L));
        assertThat(counts.missing()).isEqualTo(Map.of("facilitation", 3L, "run-campaign", 2L));
        assertThat(counts.toTake()).isEqualTo(5);
        assertThat(counts.isComplete()).isFalse();
    }

    private static Standing standing(Map<UUID, List<String>> lacking) {
        return new Standing(TWO, lacking(lacking));
    }

    private static TreeMap<UUID, List<String>> lacking(Map<UUID, List<String>> lacking) {
        return new TreeMap<>(lacking);
    }
}
