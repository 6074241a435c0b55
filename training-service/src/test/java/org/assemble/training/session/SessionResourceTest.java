package org.assemble.training.session;

import static io.restassured.RestAssured.given;
import static org.assemble.training.TrainingApi.SESSIONS;
import static org.assemble.training.TrainingApi.TRAINER;
import static org.assemble.training.TrainingApi.as;
import static org.assemble.training.TrainingApi.campaign;
import static org.assemble.training.TrainingApi.comingSession;
import static org.assemble.training.TrainingApi.enrol;
import static org.assemble.training.TrainingApi.member;
import static org.assemble.training.TrainingApi.newSession;
import static org.assemble.training.TrainingApi.planned;
import static org.assemble.training.TrainingApi.post;
import static org.assemble.training.TrainingApi.queue;
import static org.assemble.training.TrainingApi.session;
import static org.assemble.training.TrainingApi.someone;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealParts.class)
class SessionResourceTest {
    private static final String ORGANISER = "campaign-organiser";
    private static final String LINK = "https://example.org/call";
    private static final Tokens NADIA = Tokens.person("nadia").roles("national-admin");

    @Test
    void T3_a_session_is_planned_and_anyone_can_read_it() {
        Instant now = Instant.now();
        String id = session("facilitation", 30);
        given().get(SESSIONS + "/{id}", id)
                .then()
                .statusCode(200)
                .body("course", equalTo("facilitation"))
                .body("timeZone", equalTo("Europe/London"))
                .body("online.url", nullValue())
                .body("online", notNullValue())
                .body("enrolled", equalTo(0));
        String other = session("induction-culture", 1);
        given().queryParam("course", "facilitation")
                .queryParam("updatedSince", now.toString())
                .queryParam("limit", 200)
                .get(SESSIONS)
                .then()
                .statusCode(200)
                .body("items.id", hasItem(id))
                .body("items.id", not(hasItem(other)));
    }

    @Test
    void T3_the_link_of_a_call_is_for_those_who_have_a_seat_or_lead_the_session() {
        String id = planned(TRAINER, comingSession("facilitation", 1));
        String ann = someone();
        String ben = someone();
        enrol(Tokens.person(ann), id).statusCode(200);
        queue(Tokens.person(ben), id).statusCode(200);
        for (Tokens who : List.of(TRAINER, NADIA, Tokens.person(ann))) {
            as(who).get(SESSIONS + "/{id}", id).then().body("online.url", equalTo(LINK));
        }
        Tokens otherTrainer = Tokens.person(someone()).roles("trainer");
        for (Tokens who : List.of(otherTrainer, Tokens.person(ben))) {
            as(who).get(SESSIONS + "/{id}", id)
                    .then()
                    .statusCode(200)
                    .body("online", notNullValue())
                    .body("online.url", nullValue());
        }
        bookings(Tokens.person(ann), ann).body("items.joinUrl", contains(LINK));
        bookings(Tokens.person(ben), ben).body("items.joinUrl", contains(nullValue()));
    }

    @Test
    void T3_bookings_that_others_see_have_no_link() {
        UUID campaign = campaign();
        String ann = someone();
        member(campaign, ann);
        String id = planned(TRAINER, comingSession("facilitation", 1));
        enrol(Tokens.person(ann), id).statusCode(200);
        bookings(Tokens.person(someone()).roles(ORGANISER).campaign(campaign), ann)
                .body("items.sessionId", contains(id))
                .body("items.joinUrl", contains(nullValue()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sessions?from=%2B999999999-01-01T00:00:00Z",
                "sessions?to=-999999999-01-01T00:00:00Z",
                "sessions?updatedSince=2200-01-01T00:00:00Z",
                "sessions?from=tomorrow",
                "people/{id}/enrolments?from=%2B999999999-01-01T00:00:00Z",
                "people/{id}/notices?updatedSince=1899-12-31T23:59:59Z"
            })
    void a_time_that_can_not_be_kept_is_not_asked_for(String question) {
        String ann = someone();
        as(Tokens.person(ann))
                .urlEncodingEnabled(false)
                .get("/api/v1/trainings/" + question.replace("{id}", Tokens.idOf(ann).toString()))
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-request"));
    }

    @Test
    void sessions_are_listed_in_pages() {
        session("induction-culture", 1);
        session("induction-culture", 1);
        String next =
                given().get(SESSIONS + "?limit=1")
                        .then()
                        .statusCode(200)
                        .body("items", hasSize(1))
                        .body("next", notNullValue())
                        .extract()
                        .path("next");
        given().queryParam("limit", 1)
                .queryParam("cursor", next)
                .get(SESSIONS)
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
    }

    @ParameterizedTest(name = "{0} = {1}: {3}")
    @CsvSource({
        "course,   telepathy,            404, unknown-course",
        "endsAt,   2001-01-01T00:00:00Z, 422, session-ends-before-it-begins",
        "timeZone, Europe/Leeds,         422, impossible-time-zone",
        "place,    Mechanics Hall,       422, place-or-link",
        "capacity, 0,                    400, malformed-request",
        "startsAt, tomorrow,             400, malformed-request"
    })
    void T3_a_session_that_can_not_be_is_refused(
            String field, String value, int status, String code) {
        Map<String, Object> session = newSession("facilitation", 30);
        session.put(field, field.equals("capacity") ? Integer.valueOf(value) : value);
        post(TRAINER, session, SESSIONS).statusCode(status).body("code", equalTo(code));
    }

    @Test
    void only_trainers_plan_sessions() {
        post(Tokens.person("olive").roles(ORGANISER), newSession("facilitation", 30), SESSIONS)
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
        given().contentType("application/json")
                .body(newSession("facilitation", 30))
                .post(SESSIONS)
                .then()
                .statusCode(401)
                .body("code", equalTo("not-signed-in"));
    }

    @Test
    void T3_a_person_enrols_themselves() {
        String id = session("facilitation", 30);
        String ann = someone();
        enrol(Tokens.person(ann), id).statusCode(200).body("enrolled", equalTo(1));
        enrol(Tokens.person(ann), id, Tokens.idOf(ann))
                .statusCode(200)
                .body("enrolled", equalTo(1));
        as(TRAINER)
                .get(SESSIONS + "/{id}/enrolments", id)
                .then()
                .statusCode(200)
                .body("items.personId", contains(Tokens.idOf(ann).toString()));
    }

    @Test
    void T3_an_organiser_enrols_the_own_team_and_nobody_else() {
        String id = session("facilitation", 30);
        UUID campaign = campaign();
        UUID ben = member(campaign, someone());
        UUID stranger = UUID.randomUUID();
        Tokens organiser = Tokens.person(someone()).roles(ORGANISER).campaign(campaign);

        enrol(organiser, id, ben).statusCode(200).body("enrolled", equalTo(1));
        enrol(organiser, id, ben, stranger).statusCode(403).body("code", equalTo("not-your-team"));
        enrol(Tokens.person(someone()).roles(ORGANISER).campaign(campaign()), id, ben)
                .statusCode(403)
                .body("code", equalTo("not-your-team"));
        enrol(Tokens.person(someone()).campaign(campaign), id, ben)
                .statusCode(403)
                .body("code", equalTo("not-your-team"));
    }

    @Test
    void a_session_that_is_not_there_is_unknown() {
        String nowhere = UUID.randomUUID().toString();
        given().get(SESSIONS + "/{id}", nowhere)
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-session"));
        enrol(Tokens.person(someone()), nowhere)
                .statusCode(404)
                .body("code", equalTo("unknown-session"));
    }

    @Test
    void the_same_request_again_gets_the_same_answer() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> session = newSession("facilitation", 30);
        String id =
                as(TRAINER)
                        .header("Idempotency-Key", key)
                        .body(session)
                        .post(SESSIONS)
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        as(TRAINER)
                .header("Idempotency-Key", key)
                .body(session)
                .post(SESSIONS)
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body("id", equalTo(id));
    }

    private static ValidatableResponse bookings(Tokens who, String of) {
        return as(who).get("/api/v1/trainings/people/{id}/enrolments", Tokens.idOf(of))
                .then()
                .statusCode(200);
    }
}
