package org.assemble.training.session;

import static io.restassured.RestAssured.given;
import static org.assemble.training.TrainingApi.SESSIONS;
import static org.assemble.training.TrainingApi.TRAINER;
import static org.assemble.training.TrainingApi.as;
import static org.assemble.training.TrainingApi.campaign;
import static org.assemble.training.TrainingApi.cancel;
import static org.assemble.training.TrainingApi.change;
import static org.assemble.training.TrainingApi.comingSession;
import static org.assemble.training.TrainingApi.enrol;
import static org.assemble.training.TrainingApi.giveUp;
import static org.assemble.training.TrainingApi.member;
import static org.assemble.training.TrainingApi.newSession;
import static org.assemble.training.TrainingApi.planned;
import static org.assemble.training.TrainingApi.queue;
import static org.assemble.training.TrainingApi.session;
import static org.assemble.training.TrainingApi.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assemble.testkit.Golden;
import org.assemble.testkit.Messages;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Tokens;
import org.assemble.training.session.SessionMessage.NoticeGiven;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealParts.class)
class EnrolmentResourceTest {
    private static final String ORGANISER = "campaign-organiser";
    private static final Golden NOTICE = Golden.event("training-service", "NoticeGiven.v1");

    @Test
    void T3_who_finds_no_seat_waits_only_if_they_ask_for_it() {
        String id = planned(TRAINER, comingSession("facilitation", 1));
        String ann = someone();
        String ben = someone();
        enrol(Tokens.person(ann), id).statusCode(200).body("people[0].standing", equalTo("SEAT"));
        enrol(Tokens.person(ben), id).statusCode(409).body("code", equalTo("session-full"));
        queue(Tokens.person(ben), id)
                .statusCode(200)
                .body("enrolled", equalTo(1))
                .body("waiting", equalTo(1))
                .body("people[0].standing", equalTo("WAITING"));
        bookings(ben)
                .body("items[0].standing", equalTo("WAITING"))
                .body("items[0].place", equalTo(1));
        bookings(ann)
                .body("items[0].standing", equalTo("SEAT"))
                .body("items[0].place", nullValue());
    }

    @Test
    void T3_who_has_waited_longest_gets_the_seat_that_is_given_up_and_is_told() {
        String id = planned(TRAINER, comingSession("facilitation", 1));
        String ann = someone();
        String ben = someone();
        String cat = someone();
        enrol(Tokens.person(ann), id);
        queue(Tokens.person(ben), id);
        queue(Tokens.person(cat), id);
        giveUp(Tokens.person(ann), id, Tokens.idOf(ann)).statusCode(204);

        assertThat(seats(id)).containsExactly(Tokens.idOf(ben).toString());
        assertThat(waiting(id)).containsExactly(Tokens.idOf(cat).toString());
        notices(ben).body("items.kind", contains("SEAT_FROM_WAITING_LIST"));
        notices(ann).body("items", empty());
        given().get(SESSIONS + "/{id}", id)
                .then()
                .body("enrolled", equalTo(1))
                .body("waiting", equalTo(1));
        var told =
                Messages.of("training")
                        .await(
                                "NoticeGiven.v1",
                                data ->
                                        data.at("/personId")
                                                .asText()
                                                .equals(Tokens.idOf(ben).toString()));
        NOTICE.fits(told.data());
        assertThat(told.data().at("/kind").asText()).isEqualTo("SEAT_FROM_WAITING_LIST");
    }

    @Test
    void what_is_sent_of_a_notice_is_the_golden_example() {
        NOTICE.is(
                new NoticeGiven(
                        UUID.fromString("0190a1b2-0000-7000-8000-0000000000f1"),
                        UUID.fromString("0190a1b2-0000-7000-8000-0000000000a1"),
                        UUID.fromString("0190a1b2-0000-7000-8000-0000000000d1"),
                        Notice.Kind.SESSION_CHANGED));
    }

    @Test
    void T3_a_place_among_those_who_wait_is_given_up_too_and_twice_is_once() {
        String id = planned(TRAINER, comingSession("facilitation", 1));
        String ann = someone();
        String ben = someone();
        enrol(Tokens.person(ann), id);
        queue(Tokens.person(ben), id);
        giveUp(Tokens.person(ben), id, Tokens.idOf(ben)).statusCode(204);
        giveUp(Tokens.person(ben), id, Tokens.idOf(ben)).statusCode(204);
        assertThat(waiting(id)).isEmpty();
        assertThat(seats(id)).containsExactly(Tokens.idOf(ann).toString());
    }

    @Test
    void T3_an_organiser_enrols_the_own_team_and_they_are_told() {
        String id = planned(TRAINER, comingSession("facilitation", 2));
        UUID campaign = campaign();
        String ben = someone();
        String cat = someone();
        UUID benId = member(campaign, ben);
        UUID catId = member(campaign, cat);
        String olive = someone();
        Tokens organiser = Tokens.person(olive).roles(ORGANISER).campaign(campaign);

        queue(organiser, id, benId, Tokens.idOf(olive), catId)
                .statusCode(200)
                .body("people.standing", contains("SEAT", "SEAT", "WAITING"));
        notices(ben).body("items.kind", contains("ENROLLED_BY_TEAM"));
        notices(cat).body("items.kind", contains("ENROLLED_BY_TEAM"));
        notices(olive).body("items", empty());

        giveUp(organiser, id, benId).statusCode(204);
        notices(ben).body("items.kind", contains("ENROLLED_BY_TEAM", "GIVEN_UP_BY_TEAM"));
        assertThat(seats(id))
                .containsExactlyInAnyOrder(Tokens.idOf(olive).toString(), catId.toString());
        giveUp(Tokens.person(someone()).roles(ORGANISER).campaign(campaign()), id, catId)
                .statusCode(403)
                .body("code", equalTo("not-your-team"));
    }

    @Test
    void T3_with_more_seats_those_who_wait_move_up_and_fewer_than_enrolled_are_refused() {
        Map<String, Object> session = comingSession("facilitation", 1);
        String id = planned(TRAINER, session);
        List<String> people = List.of(someone(), someone(), someone(), someone());
        people.forEach(person -> queue(Tokens.person(person), id).statusCode(200));

        session.put("capacity", 3);
        edited(session, id)
                .statusCode(200)
                .body("enrolled", equalTo(3))
                .body("waiting", equalTo(1));
        assertThat(waiting(id)).containsExactly(Tokens.idOf(people.getLast()).toString());
        notices(people.get(1)).body("items.kind", contains("SEAT_FROM_WAITING_LIST"));

        session.put("capacity", 2);
        edited(session, id).statusCode(409).body("code", equalTo("capacity-below-enrolled"));
        session.put("capacity", 4);
        edited(session, id)
                .statusCode(200)
                .body("enrolled", equalTo(4))
                .body("waiting", equalTo(0));
    }

    @Test
    void T3_seats_are_taken_until_the_session_begins() throws SQLException {
        String id = planned(TRAINER, comingSession("facilitation", 2));
        String ann = someone();
        enrol(Tokens.person(ann), id).statusCode(200);
        begun(id);
        enrol(Tokens.person(someone()), id)
                .statusCode(409)
                .body("code", equalTo("enrolment-closed"));
        giveUp(Tokens.person(ann), id, Tokens.idOf(ann))
                .statusCode(409)
                .body("code", equalTo("enrolment-closed"));
        change(TRAINER, edit(comingSession("facilitation", 2)), SESSIONS + "/{id}", id)
                .statusCode(409)
                .body("code", equalTo("session-begun"));
        cancel(TRAINER, id, "ONE").statusCode(409).body("code", equalTo("session-begun"));
    }

    @Test
    void T3_what_was_entered_after_it_was_held_takes_who_was_there() {
        String id = planned(TRAINER, newSession("facilitation", 1));
        enrol(Tokens.person(someone()), id).statusCode(200);
    }

    @Test
    void T3_nobody_enrols_in_what_is_cancelled() {
        String id = planned(TRAINER, comingSession("facilitation", 2));
        cancel(TRAINER, id, "ONE").statusCode(200);
        enrol(Tokens.person(someone()), id)
                .statusCode(409)
                .body("code", equalTo("session-cancelled"));
    }

    @Test
    void T3_in_a_rush_the_seats_are_taken_once_and_the_others_wait_in_the_order_of_commit()
            throws Exception {
        int seats = 30;
        int people = 200;
        String id = planned(TRAINER, comingSession("run-campaign", seats));
        List<Callable<Asked>> rush =
                IntStream.range(0, people)
                        .<Callable<Asked>>mapToObj(_ -> () -> Asked.by(someone(), id))
                        .toList();
        List<Asked> answers;
        try (var threads = Executors.newFixedThreadPool(64)) {
            answers = threads.invokeAll(rush).stream().map(Future::resultNow).toList();
        }
        given().get(SESSIONS + "/{id}", id)
                .then()
                .body("enrolled", equalTo(seats))
                .body("waiting", equalTo(people - seats));
        assertThat(seats(id))
                .containsExactlyInAnyOrderElementsOf(
                        answers.stream()
                                .filter(asked -> asked.waiting() == 0)
                                .map(Asked::personId)
                                .toList());
        // Each was told how many wait now, behind the lock that is held to the commit.
        assertThat(waiting(id))
                .hasSize(people - seats)
                .isEqualTo(
                        answers.stream()
                                .filter(asked -> asked.waiting() > 0)
                                .sorted(Comparator.comparing(Asked::waiting))
                                .map(Asked::personId)
                                .toList());
    }

    /// Somebody in the rush, and how many waited when they had asked.
    private record Asked(String personId, int waiting) {
        static Asked by(String name, String session) {
            int waiting =
                    queue(Tokens.person(name), session).statusCode(200).extract().path("waiting");
            return new Asked(Tokens.idOf(name).toString(), waiting);
        }
    }

    @Test
    void D1_seats_are_seen_by_those_who_give_the_session_and_bookings_by_those_who_care() {
        UUID campaign = campaign();
        String ben = someone();
        UUID benId = member(campaign, ben);
        String id = session("facilitation", 1);
        Tokens otherTrainer = Tokens.person(someone()).roles("trainer");
        as(otherTrainer)
                .get(SESSIONS + "/{id}/enrolments", id)
                .then()
                .statusCode(403)
                .body("code", equalTo("not-your-session"));
        as(Tokens.person(someone()).roles("national-admin"))
                .get(SESSIONS + "/{id}/waiting-list", id)
                .then()
                .statusCode(200);
        Tokens organiser = Tokens.person(someone()).roles(ORGANISER).campaign(campaign);
        as(organiser).get("/api/v1/trainings/people/{id}/enrolments", benId).then().statusCode(200);
        Map<String, String> refusals =
                Map.of("enrolments", "not-in-your-care", "notices", "only-for-the-person");
        refusals.forEach((list, code) ->
                as(Tokens.person(someone()))
                        .get("/api/v1/trainings/people/{id}/{list}", benId, list)
                        .then()
                        .statusCode(403)
                        .body("code", equalTo(code)));
    }

    /// Time passes: the session that was planned for next week has begun.
    private static void begun(String id) throws SQLException {
        try (Connection database = RealParts.connect("test");
                var update =
                        database.prepareStatement(
                                "update session set planned_at = now() - interval '8 days',"
                                        + " starts_at = now() - interval '1 minute'"
                                        + " where id = ?::uuid")) {
            update.setString(1, id);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private static Map<String, Object> edit(Map<String, Object> session) {
        session.remove("course");
        return session;
    }

    private static ValidatableResponse edited(Map<String, Object> session, String id) {
        return change(TRAINER, edit(session), SESSIONS + "/{id}", id);
    }

    private static List<String> seats(String id) {
        return people(id, "enrolments");
    }

    private static List<String> waiting(String id) {
        return people(id, "waiting-list");
    }

    private static List<String> people(String id, String list) {
        return as(TRAINER)
                .get(SESSIONS + "/{id}/{list}?limit=200", id, list)
                .then()
                .statusCode(200)
                .extract()
                .path("items.personId");
    }

    private static ValidatableResponse bookings(String name) {
        return ofPerson(name, "enrolments");
    }

    private static ValidatableResponse notices(String name) {
        return ofPerson(name, "notices");
    }

    private static ValidatableResponse ofPerson(String name, String list) {
        return as(Tokens.person(name))
                .get("/api/v1/trainings/people/{id}/{list}", Tokens.idOf(name), list)
                .then()
                .statusCode(200);
    }
}
