package org.assemble.training.session.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.assemble.training.session.model.Plan.Venue;
import org.assemble.training.session.model.Plan.Venue.Online;
import org.assemble.training.session.model.Plan.Venue.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Venue CALL = new Online("https://example.org/call");
    private static final Venue HALL = new Place("Mechanics Hall", "E12000003");
    private static final UUID TESS = new UUID(0, 1);

    // 25 October 2026: the clocks go back in London.
    private static final Plan SUMMER = plan("2026-10-20T18:30", CALL, 30);
    private static final Plan WINTER = plan("2026-10-27T18:30", CALL, 30);

    @Test
    void T3_what_is_moved_by_an_hour_moves_by_the_clock_on_the_wall() {
        Plan moved = plan("2026-10-20T19:30", CALL, 30);
        assertThat(WINTER.changedAs(SUMMER, moved)).isEqualTo(plan("2026-10-27T19:30", CALL, 30));
        Plan toWednesday = plan("2026-10-28T18:30", CALL, 30);
        assertThat(WINTER.changedAs(SUMMER, toWednesday).localStart())
                .isEqualTo(LocalDateTime.parse("2026-11-04T18:30"));
    }

    @Test
    void T3_what_was_left_alone_stays_as_each_has_it() {
        Plan elsewhere = plan("2026-10-27T18:30", HALL, 12);
        Plan larger = plan("2026-10-20T18:30", CALL, 40);
        assertThat(elsewhere.changedAs(SUMMER, larger))
                .isEqualTo(plan("2026-10-27T18:30", HALL, 40));
        assertThat(elsewhere.changedAs(SUMMER, SUMMER)).isEqualTo(elsewhere);
    }

    @ParameterizedTest(name = "{0} in London begins at {1}")
    @CsvSource({
        "2026-10-24T18:30, 2026-10-24T17:30:00Z",
        "2026-10-26T18:30, 2026-10-26T18:30:00Z",
        "2026-03-29T01:30, 2026-03-29T01:30:00Z", // the clocks leave this out: an hour later
        "2026-10-25T01:30, 2026-10-25T00:30:00Z" // this comes twice: the first
    })
    void T3_the_hour_is_kept_when_the_clocks_change(LocalDateTime start, Instant begins) {
        Plan plan = SUMMER.at(start);
        assertThat(plan.startsAt()).isEqualTo(begins);
        assertThat(Duration.between(plan.startsAt(), plan.endsAt())).hasMinutes(90);
    }

    @Test
    void T3_a_session_can_move_to_another_zone() {
        Plan inBerlin =
                new Plan(
                        SUMMER.startsAt(),
                        SUMMER.endsAt(),
                        ZoneId.of("Europe/Berlin"),
                        CALL,
                        30,
                        "en",
                        null,
                        List.of(TESS));
        Plan moved = WINTER.changedAs(SUMMER, inBerlin);
        assertThat(moved.timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(moved.startsAt()).isEqualTo(WINTER.startsAt());
    }

    private static Plan plan(String start, Venue venue, int capacity) {
        Instant begins = LocalDateTime.parse(start).atZone(LONDON).toInstant();
        return new Plan(
                begins,
                begins.plus(Duration.ofMinutes(90)),
                LONDON,
                venue,
                capacity,
                "en",
                null,
                List.of(TESS));
    }
}
