package org.assemble.training.session;

import static io.restassured.RestAssured.given;
import static org.assemble.training.TrainingApi.SESSIONS;
import static org.assemble.training.TrainingApi.TRAINER;
import static org.assemble.training.TrainingApi.YORKSHIRE;
import static org.assemble.training.TrainingApi.as;
import static org.assemble.training.TrainingApi.cancel;
import static org.assemble.training.TrainingApi.change;
import static org.assemble.training.TrainingApi.comingSession;
import static org.assemble.training.TrainingApi.enrol;
import static org.assemble.training.TrainingApi.newSession;
import static org.assemble.training.TrainingApi.planned;
import static org.assemble.training.TrainingApi.post;
import static org.assemble.training.TrainingApi.put;
import static org.assemble.training.TrainingApi.queue;
import static org.assemble.training.TrainingApi.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.testkit.Golden;
import org.assemble.testkit.Messages;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Tokens;
import org.assemble.training.session.SessionMessage.SessionCancelled;
import org.assemble.training.session.SessionMessage.SessionChanged;
import org.assemble.training.session.SessionMessage.SessionPlanned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(RealParts.class)
class PlanningTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final String SESSION = SESSIONS + "/{id}";
    private static final UUID ID = UUID.fromString("0190a1b2-0000-7000-8000-0000000000d1");

    @Test
    void T3_a_session_at_a_place_says_where_in_which_language_and_what_is_there_for_access() {
        Map<String, Object> session = atAPlace();
        session.put("language", "cy-gb");
        session.put("accessNote", "Step-free; BSL can be had, ask the trainer.");
        String id = planned(TRAINER, session);
        given().get(SESSION, id)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("place", equalTo("Mechanics Hall"))
                .body("region", equalTo(YORKSHIRE))
                .body("language", equalTo("cy-GB"))
                .body("accessNote", equalTo("Step-free; BSL can be had, ask the trainer."))
                .body("courseVersion", notNullValue())
                .body("cancelled", nullValue());
        as(TRAINER)
                .get(SESSION + "/trainers", id)
                .then()
                .body("trainers", contains(Tokens.idOf("tess").toString()));
    }

    @ParameterizedTest(name = "{0} = {1}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "region   | E12000003              | 422 | region-of-a-place",
                "region   | E12000010              | 400 | malformed-request",
                "language | ?                      | 422 | impossible-language",
                "language | x-private              | 422 | impossible-language",
                "repeats  | FREQ=WEEKLY            | 422 | rule-without-end",
                "repeats  | now and then           | 422 | impossible-rule",
                "repeats  | FREQ=DAILY;COUNT=2000  | 422 | rule-too-long",
                "capacity | 2001                   | 400 | malformed-request"
            })
    void T3_a_session_that_can_not_be_is_refused(
            String field, String value, int status, String code) {
        Map<String, Object> session = comingSession("facilitation", 30);
        session.put(field, field.equals("capacity") ? Integer.valueOf(value) : value);
        post(TRAINER, session, SESSIONS).statusCode(status).body("code", equalTo(code));
    }

    @Test
    void T3_a_series_keeps_its_hour_when_the_clocks_change() {
        Map<String, Object> session = comingSession("facilitation", 30);
        session.put("repeats", "FREQ=MONTHLY;COUNT=8;BYMONTHDAY=" + localDay(session));
        String series = series(planned(TRAINER, session));
        List<String> starts = inSeries(series).extract().path("items.startsAt");
        LocalTime hour = at(session).atZone(LONDON).toLocalTime();
        assertThat(starts)
                .hasSize(8)
                .allMatch(start -> Instant.parse(start).atZone(LONDON).toLocalTime().equals(hour));
    }

    @Test
    void T3_one_of_a_series_is_changed_by_itself() {
        String first = weekly(3);
        List<String> ids = idsOf(first);
        edit(TRAINER, ids.get(1), "ONE", Map.of("capacity", 7)).statusCode(200);
        inSeries(series(first)).body("items.capacity", contains(30, 7, 30));
    }

    @Test
    void T3_this_and_the_following_are_changed_in_what_was_changed() {
        String first = weekly(4);
        List<String> ids = idsOf(first);
        edit(TRAINER, ids.get(2), "ONE", Map.of("capacity", 7)).statusCode(200);
        edit(TRAINER, ids.get(1), "FOLLOWING", Map.of("language", "cy")).statusCode(200);
        inSeries(series(first))
                .body("items.language", contains("en", "cy", "cy", "cy"))
                .body("items.capacity", contains(30, 30, 7, 30));
    }

    @Test
    void T3_all_of_a_series_move_together() {
        String first = weekly(3);
        Instant startsAt = startOf(first).plus(Duration.ofHours(1));
        edit(
                        TRAINER,
                        idsOf(first).get(2),
                        "ALL",
                        Map.of(
                                "startsAt",
                                startOf(idsOf(first).get(2)).plus(Duration.ofHours(1)).toString(),
                                "endsAt",
                                startOf(idsOf(first).get(2)).plus(Duration.ofHours(3)).toString()))
                .statusCode(200);
        assertThat(startOf(first)).isEqualTo(startsAt);
        given().get(SESSION, first)
                .then()
                .header("ETag", "\"2\"")
                .body("endsAt", equalTo(startsAt.plus(Duration.ofHours(2)).toString()));
    }

    @Test
    void T3_a_series_is_cancelled_one_by_one_or_whole_and_those_enrolled_are_told() {
        String first = weekly(3);
        List<String> ids = idsOf(first);
        String ann = someone();
        enrol(Tokens.person(ann), ids.get(2));
        cancel(TRAINER, ids.get(1), "ONE")
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("cancelled.reason", equalTo("The hall has no heating"));
        inSeries(series(first))
                .body("items.findAll { it.cancelled != null }.id", contains(ids.get(1)));
        cancel(TRAINER, first, "ALL").statusCode(200);
        inSeries(series(first)).body("items.findAll { it.cancelled == null }", hasSize(0));
        notices(ann).body("items.kind", contains("SESSION_CANCELLED"));
        cancel(TRAINER, first, "ONE").statusCode(409).body("code", equalTo("session-cancelled"));
    }

    @Test
    void T3_a_single_session_has_no_others() {
        String id = planned(TRAINER, comingSession("facilitation", 3));
        cancel(TRAINER, id, "ALL").statusCode(409).body("code", equalTo("no-series"));
        cancel(TRAINER, UUID.randomUUID().toString(), "ALL")
                .statusCode(404)
                .body("code", equalTo("unknown-session"));
        cancel(TRAINER, id, "SOME").statusCode(400).body("code", equalTo("malformed-request"));
    }

    @Test
    void T3_who_is_enrolled_or_waits_is_told_of_a_change_but_not_of_more_seats() {
        String id = planned(TRAINER, comingSession("facilitation", 1));
        String ann = someone();
        String ben = someone();
        enrol(Tokens.person(ann), id);
        queue(Tokens.person(ben), id);
        edit(TRAINER, id, "ONE", Map.of("accessNote", "Step-free")).statusCode(200);
        notices(ann).body("items.kind", contains("SESSION_CHANGED"));
        notices(ben).body("items.kind", contains("SESSION_CHANGED"));
        edit(TRAINER, id, "ONE", Map.of("capacity", 5)).statusCode(200);
        notices(ann).body("items", hasSize(1));
        notices(ben).body("items.kind", contains("SESSION_CHANGED", "SEAT_FROM_WAITING_LIST"));
    }

    @Test
    void T3_nothing_that_two_people_change_at_once_is_lost() {
        String id = planned(TRAINER, comingSession("facilitation", 30));
        Map<String, Object> seen = seen(id);
        seen.put("language", "cy");
        as(TRAINER)
                .body(seen)
                .put(SESSION, id)
                .then()
                .statusCode(428)
                .body("code", equalTo("revision-needed"));
        put(TRAINER, "\"1\"", seen, SESSION, id).statusCode(200).header("ETag", "\"2\"");
        seen.put("language", "fr");
        put(TRAINER, "\"1\"", seen, SESSION, id)
                .statusCode(412)
                .body("code", equalTo("changed-meanwhile"));
        as(TRAINER)
                .header("If-Match", "\"1\"")
                .body(Map.of("reason", "Nobody wants it"))
                .post(SESSION + "/cancellation", id)
                .then()
                .statusCode(412);
        given().get(SESSION, id)
                .then()
                .body("language", equalTo("cy"))
                .body("cancelled", nullValue());
    }

    @Test
    void an_edit_that_changes_nothing_is_no_revision() {
        String id = planned(TRAINER, comingSession("facilitation", 30));
        put(TRAINER, "\"1\"", seen(id), SESSION, id).statusCode(200).header("ETag", "\"1\"");
    }

    @Test
    void T3_a_session_is_not_moved_into_the_past() {
        String id = planned(TRAINER, comingSession("facilitation", 30));
        edit(TRAINER, id, "ONE", Map.of("startsAt", Instant.now().minusSeconds(60).toString()))
                .statusCode(409)
                .body("code", equalTo("session-begun"));
        edit(TRAINER, id, "ONE", Map.of("endsAt", "2001-01-01T00:00:00Z"))
                .statusCode(422)
                .body("code", equalTo("session-ends-before-it-begins"));
    }

    @Test
    void T3_a_session_is_changed_by_those_who_give_it_and_by_the_national_team() {
        String id = planned(TRAINER, comingSession("facilitation", 30));
        Tokens other = Tokens.person(someone()).roles("trainer");
        edit(other, id, "ONE", Map.of("capacity", 2))
                .statusCode(403)
                .body("code", equalTo("not-your-session"));
        cancel(other, id, "ONE").statusCode(403).body("code", equalTo("not-your-session"));
        edit(Tokens.person("nadia").roles("national-admin"), id, "ONE", Map.of("capacity", 2))
                .statusCode(200);
    }

    @Test
    void T3_the_national_team_says_who_gives_a_session() {
        Tokens nadia = Tokens.person("nadia").roles("national-admin");
        Map<String, Object> session = comingSession("facilitation", 30);
        post(nadia, session, SESSIONS).statusCode(422).body("code", equalTo("nobody-gives-it"));
        session.put("trainers", List.of(Tokens.idOf("tess")));
        String id = planned(nadia, session);
        edit(TRAINER, id, "ONE", Map.of("capacity", 3)).statusCode(200);
    }

    @Test
    void T3_sessions_are_found_by_what_somebody_looks_for() {
        String now = "updatedSince=" + Instant.now() + "&";
        Map<String, Object> welsh = atAPlace();
        welsh.put("language", "cy-GB");
        String inYorkshire = planned(TRAINER, welsh);
        String online = planned(TRAINER, comingSession("facilitation", 1));
        enrol(Tokens.person(someone()), online);
        finds(now + "language=cy", inYorkshire, online);
        finds(now + "region=" + YORKSHIRE + "&language=cy-gb", inYorkshire, online);
        finds(now + "region=E12000007&online=true", online, inYorkshire);
        finds(now + "online=false&region=" + YORKSHIRE, inYorkshire, online);
        finds(now + "freeSeats=true", inYorkshire, online);
        finds(now + "freeSeats=false", online, inYorkshire);
        String held = planned(TRAINER, newSession("facilitation", 1));
        finds(now + "from=" + Instant.now().plus(Duration.ofDays(6)), online, held);
        finds(now + "to=" + Instant.now(), held, online);
        String culture = planned(TRAINER, comingSession("induction-culture", 1));
        finds(now + "course=induction-culture", culture, online);
        String first = weekly(2);
        finds("series=" + series(first), first, online);
    }

    @Test
    void sessions_that_changed_are_found_by_when() {
        String before = planned(TRAINER, comingSession("facilitation", 3));
        String id = planned(TRAINER, comingSession("facilitation", 3));
        String updatedAt = given().get(SESSION, id).then().extract().path("updatedAt");
        Instant later = Instant.parse(updatedAt).plusMillis(1);
        String newer = planned(TRAINER, comingSession("facilitation", 3));
        finds("updatedSince=" + updatedAt, id, before);
        finds("updatedSince=" + later, newer, id);
    }

    @Test
    void T3_the_others_are_told_of_what_is_planned_changed_and_cancelled() {
        String id = planned(TRAINER, comingSession("facilitation", 3));
        edit(TRAINER, id, "ONE", Map.of("capacity", 4)).statusCode(200);
        cancel(TRAINER, id, "ONE").statusCode(200);
        Messages told = Messages.of("training");
        for (String name : List.of("SessionPlanned", "SessionChanged", "SessionCancelled")) {
            var message =
                    told.await(name + ".v1", data -> data.at("/sessionId").asText().equals(id));
            Golden.event("training-service", name + ".v1").fits(message.data());
            assertThat(message.key()).isEqualTo(id);
        }
    }

    @Test
    void what_is_sent_is_the_golden_examples() {
        Instant planned = Instant.parse("2026-12-01T18:30:00Z");
        Instant moved = Instant.parse("2026-12-02T18:30:00Z");
        Duration length = Duration.ofMinutes(90);
        golden("SessionPlanned")
                .is(new SessionPlanned(ID, "facilitation", planned, planned.plus(length)));
        golden("SessionChanged")
                .is(new SessionChanged(ID, "facilitation", moved, moved.plus(length), 2));
        golden("SessionCancelled").is(new SessionCancelled(ID, "facilitation", moved));
    }

    private static Golden golden(String name) {
        return Golden.event("training-service", name + ".v1");
    }

    private static Map<String, Object> atAPlace() {
        Map<String, Object> session = comingSession("facilitation", 30);
        session.remove("online");
        session.put("place", "Mechanics Hall");
        session.put("region", YORKSHIRE);
        return session;
    }

    private static String weekly(int count) {
        Map<String, Object> session = comingSession("facilitation", 30);
        session.put("repeats", "FREQ=WEEKLY;COUNT=" + count);
        return planned(TRAINER, session);
    }

    private static int localDay(Map<String, Object> session) {
        return at(session).atZone(LONDON).getDayOfMonth();
    }

    private static Instant at(Map<String, Object> session) {
        return Instant.parse((String) session.get("startsAt"));
    }

    private static String series(String sessionId) {
        return given().get(SESSION, sessionId).then().statusCode(200).extract().path("seriesId");
    }

    private static ValidatableResponse inSeries(String series) {
        return given().queryParam("series", series).get(SESSIONS).then().statusCode(200);
    }

    private static List<String> idsOf(String first) {
        return inSeries(series(first)).extract().path("items.id");
    }

    private static Instant startOf(String id) {
        return Instant.parse(given().get(SESSION, id).then().extract().path("startsAt"));
    }

    /// What an editor has before them.
    private static Map<String, Object> seen(String id) {
        Map<String, Object> session =
                new HashMap<>(as(TRAINER).get(SESSION, id).jsonPath().getMap("$"));
        session.keySet()
                .retainAll(
                        List.of(
                                "startsAt",
                                "endsAt",
                                "timeZone",
                                "online",
                                "place",
                                "region",
                                "capacity",
                                "language",
                                "accessNote"));
        return session;
    }

    private static ValidatableResponse edit(
            Tokens who, String id, String scope, Map<String, Object> changes) {
        Map<String, Object> session = seen(id);
        session.putAll(changes);
        return change(who, session, SESSION + "?scope=" + scope, id);
    }

    private static void finds(String filter, String wanted, String unwanted) {
        given().get(SESSIONS + "?limit=200&" + filter)
                .then()
                .statusCode(200)
                .body("items.id", hasItem(wanted))
                .body("items.id", not(hasItem(unwanted)));
    }

    private static ValidatableResponse notices(String name) {
        return as(Tokens.person(name))
                .get("/api/v1/trainings/people/{id}/notices", Tokens.idOf(name))
                .then()
                .statusCode(200);
    }
}
