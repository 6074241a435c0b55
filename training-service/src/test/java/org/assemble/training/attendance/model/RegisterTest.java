package org.assemble.training.attendance.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assemble.testkit.Given;
import org.assemble.training.TrainingRefusal;
import org.assemble.training.attendance.model.Decision.Happened;
import org.assemble.training.attendance.model.Decision.No;
import org.assemble.training.attendance.model.Decision.Why;
import org.assemble.training.attendance.model.Evidence.Length;
import org.assemble.training.attendance.model.Evidence.Listed;
import org.assemble.training.attendance.model.Evidence.Source;
import org.assemble.training.attendance.model.Evidence.Stay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RegisterTest {
    private static final Instant TEN = Instant.parse("2026-05-10T10:00:00Z");
    private static final Instant EVENING = TEN.plus(Duration.ofHours(10));
    private static final Schedule NINETY_MINUTES =
            new Schedule(TEN, TEN.plus(Duration.ofMinutes(90)), 80);

    private static final UUID ANN = new UUID(0, 1);
    private static final UUID BEN = new UUID(0, 2);
    private static final UUID TESS = new UUID(0, 3);
    private static final UUID ONE_LIST = new UUID(1, 1);
    private static final UUID OTHER_LIST = new UUID(1, 2);

    @ParameterizedTest(name = "{0} of 90 minutes at a share of {1} % count: {2}")
    @CsvSource({
        "72, 80, true", // exactly the share
        "71, 80, false",
        "90, 80, true",
        "0, 80, false",
        "90, 100, true",
        "89, 100, false",
        "60, 67, false", // 66.67 % is not rounded up
        "61, 67, true",
        "0, 0, true"
    })
    void T3_attendance_counts_from_the_share_of_the_length_on(
            int minutes, long share, boolean counts) {
        var schedule = new Schedule(TEN, NINETY_MINUTES.endsAt(), share);
        var register = new Register(schedule, Set.of(), Map.of());
        assertThat(after(register.decide(List.of(said(ANN, minutes)), EVENING)))
                .isEqualTo(new Standing(minutes * 60L, counts));
    }

    @Test
    void T3_of_whom_nothing_was_told_nothing_counts_whatever_the_share() {
        assertThat(new Attendance(List.of()).at(new Schedule(TEN, EVENING, 0)).counts()).isFalse();
    }

    @Test
    void T3_the_minutes_of_who_left_and_came_back_are_added_up() {
        assertThat(after(decided(said(ANN, 40), said(ANN, 32))))
                .isEqualTo(new Standing(72 * 60, true));
    }

    @ParameterizedTest(name = "{0}: {1} seconds")
    @CsvSource({
        "0-90, 5400",
        "0-30 60-90, 3600", // joined twice
        "0-60 30-90, 5400", // two devices count once
        "0-90 10-20, 5400",
        "10-20 0-90, 5400",
        "-30-45, 2700", // who is early is not there longer
        "45-200, 2700",
        "-60--30, 0",
        "95-120, 0",
        "-10-5 100-110, 300"
    })
    void T3_times_are_laid_over_each_other_within_the_session(String times, long seconds) {
        List<Evidence> stays = Arrays.stream(times.split(" ")).map(RegisterTest::listed).toList();
        assertThat(new Attendance(stays).at(NINETY_MINUTES).seconds()).isEqualTo(seconds);
    }

    @Test
    void T3_what_door_list_and_trainer_tell_is_laid_over_each_other() {
        var all =
                new Attendance(
                        List.of(
                                new Stay(Source.DOOR, minute(0), minute(30)),
                                new Stay(Source.LIST, minute(20), minute(50)),
                                new Stay(Source.TRAINER, minute(70), minute(90))));
        assertThat(all.at(NINETY_MINUTES).seconds()).isEqualTo(70 * 60);
    }

    @ParameterizedTest(name = "{0}: {1} minutes")
    @CsvSource({
        "LIST 50 | STAY 40,                   50", // a list without times, where it tells more
        "LIST 30 | STAY 40,                   40",
        "LIST 30 | OTHER 50,                  50", // two lists are not added up
        "LIST 30 | LIST 20,                   50", // what one list tells is
        "LIST 30 | OTHER 40 | LIST 20,        50",
        "LIST 30 | STAY 40 | LIST 20,         50",
        "LIST 120,                            90",
        "TRAINER 10 | STAY 90,                10",
        "TRAINER 10 | TRAINER 80,             80",
        "CORRECTION 5 | TRAINER 80 | STAY 90,  5",
        "CORRECTION 5 | CORRECTION 60,        60"
    })
    void T3_where_sources_differ_it_is_said_which_holds(String told, long minutes) {
        List<Evidence> evidence =
                Arrays.stream(told.split("\\|")).map(RegisterTest::evidence).toList();
        assertThat(new Attendance(evidence).at(NINETY_MINUTES).minutes()).isEqualTo((int) minutes);
    }

    /// Times and lengths of two lists and the door, told at once, one by one, or anyhow in between.
    @ParameterizedTest
    @MethodSource("seeds")
    void T3_it_makes_no_difference_in_how_many_goes_and_in_which_order_it_is_told(long seed) {
        var random = new Random(seed);
        List<Statement> all =
                Stream.generate(() -> anything(random)).limit(1 + random.nextInt(12)).toList();
        Standing atOnce = after(empty().decide(all, EVENING));
        List<Statement> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        Register register = empty();
        for (int from = 0; from < shuffled.size(); ) {
            int to = from + 1 + random.nextInt(shuffled.size() - from);
            var told = (Happened) register.decide(shuffled.subList(from, to), EVENING);
            register = register.evolve(told.changes().getFirst());
            from = to;
        }
        assertThat(register.people().get(ANN).at(NINETY_MINUTES)).isEqualTo(atOnce);
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static Statement anything(Random random) {
        int from = random.nextInt(-20, 100);
        Evidence evidence =
                switch (random.nextInt(4)) {
                    case 0 -> new Listed(ONE_LIST, random.nextInt(3000));
                    case 1 -> new Listed(OTHER_LIST, random.nextInt(3000));
                    case 2 ->
                            new Stay(Source.LIST, minute(from), minute(from + random.nextInt(60)));
                    default ->
                            new Stay(Source.DOOR, minute(from), minute(from + random.nextInt(60)));
                };
        return new Statement(ANN, evidence);
    }

    @Test
    void T3_who_gives_a_session_is_not_said_to_have_attended_it() {
        List<Statement> asked = List.of(said(ANN, 90), said(TESS, 90));
        assertThat(empty().decide(asked, EVENING))
                .isInstanceOfSatisfying(No.class, RegisterTest::ofTess);
        assertThat(decided(corrected(TESS, 90)))
                .isInstanceOfSatisfying(No.class, RegisterTest::ofTess);
        var stay = new Stay(Source.TRAINER, minute(0), minute(90));
        assertThat(decided(new Statement(TESS, stay)))
                .isInstanceOfSatisfying(No.class, RegisterTest::ofTess);
    }

    private static void ofTess(No no) {
        assertThat(no.why()).isEqualTo(Why.GIVES_THE_SESSION);
        assertThat(no.about()).isEqualTo(Set.of(TESS));
    }

    @Test
    void T3_a_list_or_the_door_tells_nothing_of_who_gives_the_session() {
        Decision decision =
                decided(
                        new Statement(TESS, new Listed(ONE_LIST, 5400)),
                        new Statement(TESS, new Stay(Source.LIST, minute(0), minute(90))),
                        new Statement(TESS, new Stay(Source.DOOR, minute(0), minute(90))),
                        new Statement(ANN, new Listed(ONE_LIST, 5400)));
        assertThat(((Happened) decision).changes())
                .extracting(Change::personId)
                .containsExactly(ANN);
    }

    @Test
    void T4_what_was_told_of_who_gives_the_session_is_taken_back() {
        assertThat(after(told(change(TESS, 90)).decide(List.of(corrected(TESS, 0)), EVENING)))
                .isEqualTo(new Standing(0, false));
    }

    @ParameterizedTest(name = "{0} minutes after the beginning, {1} minutes are possible: {2}")
    @CsvSource({"-60, 0, true", "-60, 1, false", "30, 30, true", "30, 31, false", "600, 91, false"})
    void T3_nobody_was_there_longer_than_the_session_has_lasted(
            int minutesSince, int minutes, boolean possible) {
        Decision decision = empty().decide(List.of(said(ANN, minutes)), minute(minutesSince));
        assertThat(decision instanceof Happened).isEqualTo(possible);
        if (decision instanceof No no) {
            assertThat(no.why()).isEqualTo(Why.PRESENT_LONGER_THAN_SESSION);
        }
    }

    @ParameterizedTest(name = "from minute {0} to {1}, told at minute {2}")
    @CsvSource({
        "50, 40, 600", // leaves before joining
        "40, 40, 600",
        "10, 60, 30", // later than now
        "-90, 0, 600", // before the session
        "90, 120, 600"
    })
    void T3_times_that_can_not_be_are_refused(int from, int to, int now) {
        var stay = new Stay(Source.TRAINER, minute(from), minute(to));
        var decision =
                empty().decide(List.of(new Statement(ANN, stay), said(BEN, 10)), minute(now));
        assertThat(decision)
                .isInstanceOfSatisfying(
                        No.class,
                        no -> {
                            assertThat(no.why()).isEqualTo(Why.IMPOSSIBLE_TIMES);
                            assertThat(no.about()).isEqualTo(Set.of(ANN));
                        });
    }

    @Test
    void T4_what_a_completed_training_rests_on_is_not_taken_back_without_a_reason() {
        var attended = given(change(ANN, 80));
        attended.when(register -> register.decide(List.of(said(ANN, 71)), EVENING))
                .then(new No(Why.COUNTED_ALREADY, "The training is completed: 1.", Set.of(ANN)));
        assertThat(after(told(change(ANN, 80)).decide(List.of(said(ANN, 72)), EVENING)))
                .isEqualTo(new Standing(4320, true));
    }

    @Test
    void T4_a_correction_takes_it_back() {
        Decision decision = told(change(ANN, 80)).decide(List.of(corrected(ANN, 71)), EVENING);
        assertThat(((Happened) decision).changes())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.takesBack()).isTrue();
                    assertThat(change.before()).isEqualTo(new Standing(4800, true));
                    assertThat(change.after()).isEqualTo(new Standing(4260, false));
                });
    }

    @Test
    void T3_a_correction_holds_over_what_is_told_later() {
        var corrected = new Change(ANN, List.of(corrected(ANN, 5).evidence()), null, null);
        Decision decision = told(corrected).decide(List.of(said(ANN, 90)), EVENING);
        assertThat(after(decision)).isEqualTo(new Standing(300, false));
    }

    @ParameterizedTest
    @EnumSource
    void every_rule_that_says_no_is_a_refusal_with_a_page(Why why) {
        assertThat(TrainingRefusal.valueOf(why.name()).code()).isNotBlank();
    }

    private static Register empty() {
        return new Register(NINETY_MINUTES, Set.of(TESS), Map.of());
    }

    private static Register told(Change change) {
        return empty().evolve(change);
    }

    private static Given<Register, Change> given(Change... changes) {
        return Given.<Register, Change>from(empty(), Register::evolve).events(changes);
    }

    private static Decision decided(Statement... statements) {
        return empty().decide(List.of(statements), EVENING);
    }

    private static Standing after(Decision decision) {
        return ((Happened) decision).changes().getFirst().after();
    }

    private static Change change(UUID person, int minutes) {
        return new Change(person, List.of(said(person, minutes).evidence()), null, null);
    }

    private static Statement said(UUID person, int minutes) {
        return new Statement(person, new Length(Source.TRAINER, minutes * 60L));
    }

    private static Statement corrected(UUID person, int minutes) {
        return new Statement(person, new Length(Source.CORRECTION, minutes * 60L));
    }

    private static Instant minute(long minute) {
        return TEN.plus(Duration.ofMinutes(minute));
    }

    /// `-10-5`: from ten minutes before the session to its fifth minute.
    private static Evidence listed(String times) {
        int dash = times.indexOf('-', 1);
        return new Stay(
                Source.LIST,
                minute(Long.parseLong(times.substring(0, dash))),
                minute(Long.parseLong(times.substring(dash + 1))));
    }

    private static Evidence evidence(String told) {
        String[] words = told.strip().split(" ");
        long minutes = Long.parseLong(words[1]);
        return switch (words[0]) {
            case "STAY" -> new Stay(Source.DOOR, minute(0), minute(minutes));
            case "LIST" -> new Listed(ONE_LIST, minutes * 60);
            case "OTHER" -> new Listed(OTHER_LIST, minutes * 60);
            default -> new Length(Source.valueOf(words[0]), minutes * 60);
        };
    }
}
