package org.assemble.training.session.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assemble.testkit.Given;
import org.assemble.training.TrainingRefusal;
import org.assemble.training.session.model.SeatsCommand.Enrol;
import org.assemble.training.session.model.SeatsCommand.GiveUp;
import org.assemble.training.session.model.SeatsCommand.Resize;
import org.assemble.training.session.model.SeatsDecision.Happened;
import org.assemble.training.session.model.SeatsDecision.No;
import org.assemble.training.session.model.SeatsDecision.Why;
import org.assemble.training.session.model.SeatsEvent.MovedUp;
import org.assemble.training.session.model.SeatsEvent.Resized;
import org.assemble.training.session.model.SeatsEvent.SeatGivenUp;
import org.assemble.training.session.model.SeatsEvent.SeatTaken;
import org.assemble.training.session.model.SeatsEvent.WaitingBegun;
import org.assemble.training.session.model.SeatsEvent.WaitingEnded;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeatsTest {
    private static final Instant TEN = Instant.parse("2026-12-01T10:00:00Z");
    private static final Instant BEFORE = TEN.minus(Duration.ofDays(1));

    private static final UUID ANN = new UUID(0, 1);
    private static final UUID BEN = new UUID(0, 2);
    private static final UUID CAT = new UUID(0, 3);
    private static final UUID DAN = new UUID(0, 4);

    @Test
    void T3_who_enrols_takes_a_seat_once() {
        given(2, new SeatTaken(ANN))
                .when(seats -> seats.decide(enrol(ANN, BEN, BEN)))
                .then(new Happened(List.of(new SeatTaken(BEN))));
    }

    @Test
    void T3_no_seat_is_taken_beyond_the_capacity() {
        given(2, new SeatTaken(ANN))
                .when(seats -> seats.decide(enrol(BEN, CAT)))
                .then(new No(Why.SESSION_FULL, "Seats left: 1."));
        given(2, new SeatTaken(ANN), new SeatTaken(BEN))
                .when(seats -> seats.decide(enrol(ANN)))
                .then(new Happened(List.of()));
    }

    @Test
    void T3_where_there_are_too_few_seats_those_who_ask_for_it_wait_in_their_order() {
        given(2, new SeatTaken(ANN))
                .when(seats -> seats.decide(new Enrol(List.of(CAT, BEN, DAN), true, BEFORE)))
                .then(
                        new Happened(
                                List.of(
                                        new SeatTaken(CAT),
                                        new WaitingBegun(BEN),
                                        new WaitingBegun(DAN))));
    }

    @Test
    void T3_who_waits_already_keeps_the_place() {
        given(1, new SeatTaken(ANN), new WaitingBegun(BEN))
                .when(seats -> seats.decide(new Enrol(List.of(BEN, CAT), true, BEFORE)))
                .then(new Happened(List.of(new WaitingBegun(CAT))));
    }

    @Test
    void T3_a_seat_that_is_given_up_goes_to_who_has_waited_longest() {
        given(1, new SeatTaken(ANN), new WaitingBegun(CAT), new WaitingBegun(BEN))
                .when(seats -> seats.decide(giveUp(ANN)))
                .then(new Happened(List.of(new SeatGivenUp(ANN), new MovedUp(CAT))));
    }

    @Test
    void T3_who_stops_waiting_lets_the_next_one_by() {
        given(1, new SeatTaken(ANN), new WaitingBegun(CAT), new WaitingBegun(BEN))
                .when(seats -> seats.decide(giveUp(CAT)))
                .then(new Happened(List.of(new WaitingEnded(CAT))));
        given(1, new SeatTaken(ANN), new WaitingBegun(CAT), new WaitingBegun(BEN))
                .when(seats -> seats.decide(giveUp(ANN, CAT)))
                .then(
                        new Happened(
                                List.of(
                                        new SeatGivenUp(ANN),
                                        new WaitingEnded(CAT),
                                        new MovedUp(BEN))));
    }

    @Test
    void T3_who_has_no_seat_gives_up_nothing() {
        given(1, new SeatTaken(ANN))
                .when(seats -> seats.decide(giveUp(BEN)))
                .then(new Happened(List.of()));
    }

    @Test
    void T3_with_more_seats_those_who_wait_move_up_in_order() {
        given(1, new SeatTaken(ANN), new WaitingBegun(CAT), new WaitingBegun(BEN))
                .when(seats -> seats.decide(new Resize(2)))
                .then(new Happened(List.of(new Resized(2), new MovedUp(CAT))));
    }

    @Test
    void T3_nobody_who_has_a_seat_loses_it_to_a_smaller_capacity() {
        var two = given(3, new SeatTaken(ANN), new SeatTaken(BEN));
        two.when(seats -> seats.decide(new Resize(1)))
                .then(new No(Why.CAPACITY_BELOW_ENROLLED, "Enrolled are 2."));
        two.when(seats -> seats.decide(new Resize(2))).then(new Happened(List.of(new Resized(2))));
    }

    @Test
    void T3_seats_are_taken_and_given_up_until_the_session_begins() {
        Seats seats = Seats.planned(TEN, 1);
        No late = new No(Why.ENROLMENT_CLOSED, "The session began at " + TEN + ".");
        assertThat(seats.decide(new Enrol(List.of(ANN), true, TEN))).isEqualTo(late);
        assertThat(seats.decide(new GiveUp(Set.of(ANN), TEN))).isEqualTo(late);
        assertThat(seats.decide(new Enrol(List.of(ANN), true, TEN.minusNanos(1))))
                .isInstanceOf(Happened.class);
    }

    @Test
    void T3_a_session_that_is_entered_after_it_was_held_takes_who_was_there() {
        assertThat(Seats.planned(null, 1).decide(new Enrol(List.of(ANN), false, TEN)))
                .isEqualTo(new Happened(List.of(new SeatTaken(ANN))));
    }

    @Test
    void T3_nobody_enrols_in_what_is_cancelled() {
        Seats seats = new Seats(TEN, true, 1, 0, Set.of(), List.of());
        assertThat(seats.decide(enrol(ANN)))
                .isEqualTo(new No(Why.SESSION_CANCELLED, "The session was cancelled."));
    }

    @RepeatedTest(50)
    void T3_whatever_is_asked_nobody_waits_while_a_seat_is_free(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        Seats seats = Seats.planned(TEN, 1 + random.nextInt(4));
        List<UUID> asked = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            if (seats.decide(anything(random)) instanceof Happened(var events)) {
                for (SeatsEvent event : events) {
                    seats = seats.evolve(event);
                }
                keepOrder(asked, events);
            }
            assertThat(seats.taken()).isEqualTo(seats.seated().size());
            assertThat(seats.taken()).isLessThanOrEqualTo(seats.capacity());
            assertThat(seats.queue()).noneMatch(seats.seated()::contains);
            assertThat(seats.queue()).isEqualTo(asked);
            if (!seats.queue().isEmpty()) {
                assertThat(seats.taken()).isEqualTo(seats.capacity());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_rule_that_says_no_is_a_refusal_with_a_page(Why why) {
        assertThat(TrainingRefusal.valueOf(why.name()).code()).isNotBlank();
    }

    /// Who asked to wait and still does, in the order of asking; who moves up must be the first.
    private static void keepOrder(List<UUID> asked, List<SeatsEvent> events) {
        for (SeatsEvent event : events) {
            switch (event) {
                case WaitingBegun(UUID person) -> asked.add(person);
                case WaitingEnded(UUID person) -> asked.remove(person);
                case MovedUp(UUID person) -> assertThat(asked.removeFirst()).isEqualTo(person);
                case SeatTaken _, SeatGivenUp _, Resized _ -> {}
            }
        }
    }

    private static SeatsCommand anything(Random random) {
        List<UUID> people =
                IntStream.range(0, 1 + random.nextInt(3))
                        .mapToObj(_ -> new UUID(1, random.nextInt(8)))
                        .toList();
        return switch (random.nextInt(4)) {
            case 0 -> new GiveUp(new HashSet<>(people), BEFORE);
            case 1 -> new Resize(1 + random.nextInt(5));
            default -> new Enrol(people, random.nextBoolean(), BEFORE);
        };
    }

    private static Enrol enrol(UUID... people) {
        return new Enrol(List.of(people), false, BEFORE);
    }

    private static GiveUp giveUp(UUID... people) {
        return new GiveUp(Set.of(people), BEFORE);
    }

    private static Given<Seats, SeatsEvent> given(int capacity, SeatsEvent... events) {
        return Given.<Seats, SeatsEvent>from(Seats.planned(TEN, capacity), Seats::evolve)
                .events(events);
    }
}
