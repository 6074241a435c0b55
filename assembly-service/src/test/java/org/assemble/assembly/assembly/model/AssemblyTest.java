package org.assemble.assembly.assembly.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.assemble.assembly.AssemblyRefusal;
import org.assemble.assembly.assembly.model.AssemblyEvent.Announced;
import org.assemble.assembly.assembly.model.AssemblyEvent.CheckedIn;
import org.assemble.assembly.assembly.model.AssemblyEvent.Held;
import org.assemble.assembly.assembly.model.Decision.Happened;
import org.assemble.assembly.assembly.model.Decision.No;
import org.assemble.assembly.assembly.model.Decision.Why;
import org.assemble.testkit.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AssemblyTest {
    private static final Instant NOW = Instant.parse("2026-05-20T21:00:00Z");
    private static final AssemblyEvent HELD = new Held(NOW, "buses");

    @Test
    void A1_an_assembly_goes_through_its_life() {
        given(new Announced(), new CheckedIn(38), HELD, new CheckedIn(2))
                .thenState(new Assembly(Stage.HELD, 40));
    }

    /// Every command at every stage: the table of A1.
    static Stream<Arguments> steps() {
        return Stream.of(
                Arguments.of(new AssemblyCommand.Announce(), EnumSet.of(Stage.PLANNED)),
                Arguments.of(
                        new AssemblyCommand.CheckIn(1), EnumSet.of(Stage.ANNOUNCED, Stage.HELD)),
                Arguments.of(new AssemblyCommand.Minute(NOW, "buses"), EnumSet.of(Stage.ANNOUNCED)),
                Arguments.of(
                        new AssemblyCommand.Minute(NOW.plusSeconds(1), "buses"),
                        EnumSet.noneOf(Stage.class)));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void A1_a_step_is_legal_only_at_its_stages(AssemblyCommand command, Set<Stage> legal) {
        for (Stage stage : Stage.values()) {
            assertThat(new Assembly(stage, 0).decide(command, NOW))
                    .as("at %s", stage)
                    .isInstanceOf(legal.contains(stage) ? Happened.class : No.class);
        }
    }

    @Test
    void A1_what_lies_ahead_has_not_been_held() {
        given(new Announced())
                .when(assembly ->
                        assembly.decide(
                                new AssemblyCommand.Minute(NOW.plusSeconds(1), "buses"), NOW))
                .then(new No(Why.DATE_NOT_YET, "2026-05-20T21:00:01Z lies ahead."));
    }

    @Test
    void A1_the_stage_is_checked_before_the_time() {
        given().when(assembly ->
                        assembly.decide(
                                new AssemblyCommand.Minute(NOW.plusSeconds(1), "buses"), NOW))
                .then(
                        new No(
                                Why.ILLEGAL_STEP,
                                "An assembly at stage PLANNED can't be held and minuted."));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "E05011398, true",
        "W05000981, true",
        "S13002672, true",
        "N08000112, true",
        "E14001321, false",
        "E0501139, false",
        "E050113980, false",
        "e05011398, false",
        "E0501139x, false"
    })
    void A1_a_ward_has_a_code_that_can_be(String code, boolean possible) {
        assertThat(new Ward(code, "Hyde Park").canBe()).isEqualTo(possible);
    }

    @Test
    void A1_a_ward_is_in_its_constituencys_country() {
        assertThat(new Ward("E05011398", "Hyde Park").liesIn("E14001321")).isTrue();
        assertThat(new Ward("S13002672", "Leith").liesIn("E14001321")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void every_rule_that_says_no_is_a_refusal_with_a_page(Why why) {
        assertThat(AssemblyRefusal.valueOf(why.name()).code()).isNotBlank();
    }

    private static Given<Assembly, AssemblyEvent> given(AssemblyEvent... events) {
        return Given.<Assembly, AssemblyEvent>from(Assembly.PLANNED_NOW, Assembly::evolve)
                .events(events);
    }
}
