package org.assemble.training.session.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assemble.testkit.Given;
import org.assemble.training.TrainingRefusal;
import org.assemble.training.session.model.Decision.Happened;
import org.assemble.training.session.model.Decision.No;
import org.assemble.training.session.model.Decision.Why;
import org.assemble.training.session.model.SessionCommand.Enrol;
import org.assemble.training.session.model.SessionCommand.Presence;
import org.assemble.training.session.model.SessionCommand.RecordAttendance;
import org.assemble.training.session.model.SessionEvent.Attended;
import org.assemble.training.session.model.SessionEvent.Enrolled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest {
    private static final Instant TEN = Instant.parse("2026-05-10T10:00:00Z");
    private static final Instant HALF_PAST_ELEVEN = TEN.plus(Duration.ofMinutes(90));
    private static final Instant EVENING = TEN.plus(Duration.ofHours(10));
    private static final long SHARE = 80;

    private static final UUID ANN = new UUID(0, 1);
    private static final UUID BEN = new UUID(0, 2);
    private static final UUID CAT = new UUID(0, 3);

    @Test
    void T3_who_enrols_takes_a_seat_once() {
        given(2, new Enrolled(ANN))
                .when(session -> session.decide(new Enrol(List.of(ANN, BEN, BEN))))
                .then(new Happened(List.of(new Enrolled(BEN))));
    }

    @Test
    void T3_no_seat_is_taken_beyond_the_capacity() {
        given(2, new Enrolled(ANN))
                .when(session -> session.decide(new Enrol(List.of(BEN, CAT))))
                .then(new No(Why.SESSION_FULL, "Seats left: 1.", Set.of(BEN, CAT)));
        given(2, new Enrolled(ANN), new Enrolled(BEN))
                .when(session -> session.decide(new Enrol(List.of(ANN))))
                .then(new Happened(List.of()));
    }

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
        given(1, new Enrolled(ANN))
                .when(session -> session.decide(record(EVENING, share, new Presence(ANN, minutes))))
                .then(new Happened(List.of(new Attended(ANN, minutes, counts))));
    }

    @Test
    void T3_the_times_of_who_left_and_came_back_are_added_up() {
        given(1, new Enrolled(ANN))
                .when(session ->
                        session.decide(
                                record(
                                        EVENING,
                                        SHARE,
                                        new Presence(ANN, 40),
                                        new Presence(ANN, 32))))
                .then(new Happened(List.of(new Attended(ANN, 72, true))));
    }

    @Test
    void T3_attendance_is_recorded_for_those_who_are_enrolled() {
        given(1, new Enrolled(ANN))
                .when(session ->
                        session.decide(
                                record(
                                        EVENING,
                                        SHARE,
                                        new Presence(ANN, 90),
                                        new Presence(BEN, 90))))
                .then(new No(Why.NOT_ENROLLED, "Not enrolled: 1.", Set.of(BEN)));
    }

    @ParameterizedTest(name = "{0} minutes after the beginning, {1} minutes are possible: {2}")
    @CsvSource({"-60, 0, true", "-60, 1, false", "30, 30, true", "30, 31, false", "600, 91, false"})
    void T3_nobody_was_there_longer_than_the_session_has_lasted(
            int minutesSince, int minutes, boolean possible) {
        Instant now = TEN.plus(Duration.ofMinutes(minutesSince));
        Decision decision =
                Session.planned(TEN, HALF_PAST_ELEVEN, 1)
                        .evolve(new Enrolled(ANN))
                        .decide(record(now, SHARE, new Presence(ANN, minutes)));
        if (possible) {
            assertThat(decision).isInstanceOf(Happened.class);
        } else {
            assertThat(decision)
                    .isInstanceOfSatisfying(
                            No.class,
                            no -> assertThat(no.why()).isEqualTo(Why.PRESENT_LONGER_THAN_SESSION));
        }
    }

    @Test
    void T4_what_a_completed_training_rests_on_is_not_taken_back() {
        var attended = given(1, new Enrolled(ANN), new Attended(ANN, 80, true));
        attended.when(session -> session.decide(record(EVENING, SHARE, new Presence(ANN, 71))))
                .then(new No(Why.COUNTED_ALREADY, "The training is completed: 1.", Set.of(ANN)));
        attended.when(session -> session.decide(record(EVENING, SHARE, new Presence(ANN, 72))))
                .then(new Happened(List.of(new Attended(ANN, 72, true))));
    }

    @Test
    void T3_what_does_not_count_yet_is_corrected() {
        given(1, new Enrolled(ANN), new Attended(ANN, 10, false))
                .when(session -> session.decide(record(EVENING, SHARE, new Presence(ANN, 90))))
                .then(new Happened(List.of(new Attended(ANN, 90, true))));
    }

    @Test
    void a_training_is_completed_when_the_session_ends_or_at_once_while_it_goes_on() {
        Session session = Session.planned(TEN, HALF_PAST_ELEVEN, 1);
        assertThat(session.lastedUntil(EVENING)).isEqualTo(HALF_PAST_ELEVEN);
        assertThat(session.lastedUntil(TEN.plusSeconds(60))).isEqualTo(TEN.plusSeconds(60));
    }

    @Test
    void T3_however_seats_are_asked_for_no_more_are_given_than_there_are() {
        for (int capacity = 1; capacity <= 6; capacity++) {
            for (int atOnce = 1; atOnce <= 4; atOnce++) {
                assertThat(filled(capacity, atOnce).enrolled())
                        .hasSize(capacity - capacity % atOnce);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_rule_that_says_no_is_a_refusal_with_a_page(Why why) {
        assertThat(TrainingRefusal.valueOf(why.name()).code()).isNotBlank();
    }

    /// A session for which people come in groups until there is no seat left for a group.
    private static Session filled(int capacity, int atOnce) {
        Session session = Session.planned(TEN, HALF_PAST_ELEVEN, capacity);
        for (int group = 0; group < 10; group++) {
            int first = group * atOnce;
            List<UUID> people =
                    IntStream.range(first, first + atOnce)
                            .mapToObj(number -> new UUID(1, number))
                            .toList();
            if (session.decide(new Enrol(people)) instanceof Happened(var events)) {
                for (SessionEvent event : events) {
                    session = session.evolve(event);
                }
            }
        }
        return session;
    }

    private static RecordAttendance record(Instant now, long share, Presence... presences) {
        return new RecordAttendance(List.of(presences), share, now);
    }

    private static Given<Session, SessionEvent> given(int capacity, SessionEvent... events) {
        return Given.<Session, SessionEvent>from(
                        Session.planned(TEN, HALF_PAST_ELEVEN, capacity), Session::evolve)
                .events(events);
    }
}
