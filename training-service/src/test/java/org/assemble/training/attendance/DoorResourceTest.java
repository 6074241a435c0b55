package org.assemble.training.attendance;

import static io.restassured.RestAssured.given;
import static org.assemble.training.TrainingApi.SESSIONS;
import static org.assemble.training.TrainingApi.TRAINER;
import static org.assemble.training.TrainingApi.as;
import static org.assemble.training.TrainingApi.cancel;
import static org.assemble.training.TrainingApi.change;
import static org.assemble.training.TrainingApi.enrol;
import static org.assemble.training.TrainingApi.newSession;
import static org.assemble.training.TrainingApi.post;
import static org.assemble.training.TrainingApi.session;
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
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealParts.class)
class DoorResourceTest {
    private static final String DOOR = SESSIONS + "/{id}/door";
    private static final String CHECK_INS = "/api/v1/trainings/door/check-ins";
    private static final String CHECK_OUTS = "/api/v1/trainings/door/check-outs";

    @Test
    void T3_who_has_the_link_checks_in_and_out() {
        String id = begun(Duration.ofMinutes(1));
        String token = open(id);
        String name = someone();
        Tokens ann = Tokens.person(name);
        enrol(ann, id).statusCode(200);
        knock(ann, CHECK_INS, token)
                .statusCode(200)
                .body("sessionId", equalTo(id))
                .body("enrolled", equalTo(true))
                .body("leftAt", nullValue());
        String cameAt = knock(ann, CHECK_INS, token).statusCode(200).extract().path("cameAt");
        knock(ann, CHECK_OUTS, token).statusCode(200).body("leftAt", notNullValue());
        knock(ann, CHECK_OUTS, token).statusCode(200).body("cameAt", equalTo(cameAt));
        as(TRAINER)
                .get(SESSIONS + "/{id}/attendance/{person}", id, Tokens.idOf(name))
                .then()
                .statusCode(200)
                .body("counts", equalTo(false))
                .body("changes.source", contains("DOOR"));
    }

    @Test
    void T3_who_has_no_seat_is_let_in_and_told() {
        String id = begun(Duration.ofMinutes(1));
        knock(Tokens.person(someone()), CHECK_INS, open(id))
                .statusCode(200)
                .body("enrolled", equalTo(false));
    }

    @Test
    void T3_who_does_not_check_out_was_there_until_the_end() throws SQLException {
        String id = begun(Duration.ofMinutes(1));
        String name = someone();
        knock(Tokens.person(name), CHECK_INS, open(id)).statusCode(200);
        earlier(id, "2 hours");
        Soon.holds(() ->
                as(TRAINER)
                        .get(SESSIONS + "/{id}/attendance", id)
                        .then()
                        .body("items.personId", contains(Tokens.idOf(name).toString()))
                        .body("items.counts", contains(true)));
        as(TRAINER)
                .get("/api/v1/trainings/people/{id}", Tokens.idOf(name))
                .then()
                .body("courses.findAll { it.held }.course", contains("facilitation"));
    }

    @Test
    void T3_who_came_in_before_a_session_was_moved_was_not_there_until_its_end()
            throws SQLException {
        String id = begun(Duration.ofMinutes(-20));
        String token = open(id);
        String name = someone();
        Tokens ann = Tokens.person(name);
        knock(ann, CHECK_INS, token).statusCode(200);
        move(id, Duration.ofDays(1));
        unknown(ann, token);
        earlier(id, "1 day");
        knock(ann, CHECK_OUTS, token).statusCode(409).body("code", equalTo("not-checked-in"));
        knock(Tokens.person(someone()), CHECK_INS, token).statusCode(200);
        earlier(id, "2 hours");
        Soon.holds(() ->
                as(TRAINER)
                        .get(SESSIONS + "/{id}/attendance", id)
                        .then()
                        .body("items.personId", hasSize(1))
                        .body("items.personId", not(hasItem(Tokens.idOf(name).toString()))));
    }

    @Test
    void T3_who_came_in_before_a_session_was_put_off_by_ten_minutes_is_still_there()
            throws SQLException {
        String id = begun(Duration.ofMinutes(-10));
        Tokens ann = Tokens.person(someone());
        String token = open(id);
        knock(ann, CHECK_INS, token).statusCode(200);
        move(id, Duration.ofMinutes(10));
        knock(ann, CHECK_OUTS, token).statusCode(200);
    }

    @Test
    void T3_a_door_moves_with_its_session() {
        String id = begun(Duration.ofDays(-1));
        String token = open(id);
        Tokens ann = Tokens.person(someone());
        unknown(ann, token);
        move(id, Duration.ofMinutes(-24 * 60 + 20));
        knock(ann, CHECK_INS, token).statusCode(200);
    }

    @Test
    void T3_a_session_that_is_cancelled_lets_nobody_in_and_who_was_in_is_forgotten()
            throws SQLException {
        String id = begun(Duration.ofMinutes(-20));
        String token = open(id);
        Tokens ann = Tokens.person(someone());
        knock(ann, CHECK_INS, token).statusCode(200);
        cancel(TRAINER, id, "ONE").statusCode(200);
        unknown(ann, token);
        knock(ann, CHECK_OUTS, token).statusCode(404).body("code", equalTo("unknown-door"));
        assertThat(visits(id)).isZero();
    }

    @Test
    void T3_who_gives_the_session_does_not_come_in_as_one_who_attends() {
        String token = open(begun(Duration.ofMinutes(1)));
        knock(TRAINER, CHECK_INS, token).statusCode(422).body("code", equalTo("gives-the-session"));
    }

    @Test
    void nobody_comes_and_goes_without_end() {
        String token = open(begun(Duration.ofMinutes(1)));
        Tokens ann = Tokens.person(someone());
        for (int visit = 0; visit < 20; visit++) {
            knock(ann, CHECK_INS, token).statusCode(200);
            knock(ann, CHECK_OUTS, token).statusCode(200);
        }
        knock(ann, CHECK_INS, token).statusCode(409).body("code", equalTo("too-many-visits"));
        knock(Tokens.person(someone()), CHECK_INS, token).statusCode(200);
    }

    @Test
    void a_link_that_is_wrong_early_late_or_revoked_gets_the_same_answer() throws SQLException {
        Tokens ann = Tokens.person(someone());
        String wrong = unknown(ann, "AAAAAAAAAAAAAAAAAAAAAA");
        String early = unknown(ann, open(begun(Duration.ofDays(-1))));
        String replaced = begun(Duration.ofMinutes(1));
        String first = open(replaced);
        String second = open(replaced);
        assertThat(unknown(ann, first)).isEqualTo(wrong).isEqualTo(early);
        knock(ann, CHECK_INS, second).statusCode(200);
        as(TRAINER).delete(DOOR, replaced).then().statusCode(204);
        assertThat(unknown(ann, second)).isEqualTo(wrong);
        String over = begun(Duration.ofMinutes(1));
        String late = open(over);
        earlier(over, "2 hours");
        assertThat(unknown(ann, late)).isEqualTo(wrong);
    }

    @Test
    void a_door_is_opened_by_who_gives_the_session_until_it_ends() {
        String id = begun(Duration.ofMinutes(1));
        as(Tokens.person(someone()).roles("trainer"))
                .post(DOOR, id)
                .then()
                .statusCode(403)
                .body("code", equalTo("not-your-session"));
        as(Tokens.person(someone())).post(DOOR, id).then().statusCode(403);
        as(TRAINER)
                .post(DOOR, session("facilitation", 1))
                .then()
                .statusCode(409)
                .body("code", equalTo("session-over"));
        as(TRAINER).post(DOOR, UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void the_same_request_again_gets_the_same_link() {
        String id = begun(Duration.ofMinutes(1));
        String key = UUID.randomUUID().toString();
        String first =
                as(TRAINER)
                        .header("Idempotency-Key", key)
                        .post(DOOR, id)
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("token");
        as(TRAINER)
                .header("Idempotency-Key", key)
                .post(DOOR, id)
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body("token", equalTo(first));
    }

    @Test
    void who_has_not_checked_in_does_not_check_out() {
        knock(Tokens.person(someone()), CHECK_OUTS, open(begun(Duration.ofMinutes(1))))
                .statusCode(409)
                .body("code", equalTo("not-checked-in"));
    }

    @ParameterizedTest
    @ValueSource(strings = {CHECK_INS, CHECK_OUTS})
    void who_knocks_is_signed_in(String path) {
        given().contentType("application/json")
                .body(Map.of("token", "x"))
                .post(path)
                .then()
                .statusCode(401);
        knock(Tokens.person(someone()), path, " ").statusCode(400);
    }

    /// A session of ninety minutes that began a while ago, or begins in a while.
    private static String begun(Duration ago) {
        Map<String, Object> planned = newSession("facilitation", 30);
        Instant startsAt = Instant.now().minus(ago);
        planned.put("startsAt", startsAt.toString());
        planned.put("endsAt", startsAt.plus(Duration.ofMinutes(90)).toString());
        return post(TRAINER, planned, SESSIONS).statusCode(201).extract().path("id");
    }

    /// By so much later.
    private static void move(String session, Duration by) {
        var seen = as(TRAINER).get(SESSIONS + "/{id}", session).then().extract().jsonPath();
        change(
                        TRAINER,
                        Map.of(
                                "startsAt", later(seen.getString("startsAt"), by),
                                "endsAt", later(seen.getString("endsAt"), by),
                                "timeZone", seen.getString("timeZone"),
                                "online", seen.getMap("online"),
                                "capacity", seen.getInt("capacity")),
                        SESSIONS + "/{id}",
                        session)
                .statusCode(200);
    }

    private static String later(String time, Duration by) {
        return Instant.parse(time).plus(by).toString();
    }

    private static int visits(String session) throws SQLException {
        try (var database = RealParts.connect("test");
                var statement = database.createStatement();
                var rows =
                        statement.executeQuery(
                                "select count(*) from door_visit where session_id = '%s'"
                                        .formatted(session))) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static String open(String session) {
        return as(TRAINER).post(DOOR, session).then().statusCode(201).extract().path("token");
    }

    private static ValidatableResponse knock(Tokens who, String path, String token) {
        return post(who, Map.of("token", token), path);
    }

    private static String unknown(Tokens who, String token) {
        return knock(who, CHECK_INS, token)
                .statusCode(404)
                .body("code", equalTo("unknown-door"))
                .extract()
                .asString();
    }

    /// Time passes: the session and its visits are moved back.
    private static void earlier(String session, String by) throws SQLException {
        try (var database = RealParts.connect("test");
                var statement = database.createStatement()) {
            for (String change :
                    new String[] {
                        "update door_visit set came_at = came_at - interval '%2$s'"
                                + " where session_id = '%1$s'",
                        "update session set starts_at = starts_at - interval '%2$s',"
                                + " ends_at = ends_at - interval '%2$s' where id = '%1$s'"
                    }) {
                statement.executeUpdate(change.formatted(session, by));
            }
        }
    }
}
