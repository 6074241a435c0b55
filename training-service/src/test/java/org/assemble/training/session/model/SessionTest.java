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
import org.assemble.training.session.model.SessionEvent.Enrolled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest {
    private static final Instant TEN = Instant.parse("2026-05-10T10:00:00Z");
    private static final Instant HALF_PAST_ELEVEN = TEN.plus(Duration.ofMinutes(90));

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

    private static Given<Session, SessionEvent> given(int capacity, SessionEvent... events) {
        return Given.<Session, SessionEvent>from(
                        Session.planned(TEN, HALF_PAST_ELEVEN, capacity), Session::evolve)
                .events(events);
    }
}
