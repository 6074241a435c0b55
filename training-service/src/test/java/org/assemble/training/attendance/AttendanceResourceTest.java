package org.assemble.training.attendance;

import static org.assemble.training.TrainingApi.SESSIONS;
import static org.assemble.training.TrainingApi.TRAINER;
import static org.assemble.training.TrainingApi.as;
import static org.assemble.training.TrainingApi.attend;
import static org.assemble.training.TrainingApi.enrol;
import static org.assemble.training.TrainingApi.post;
import static org.assemble.training.TrainingApi.present;
import static org.assemble.training.TrainingApi.put;
import static org.assemble.training.TrainingApi.session;
import static org.assemble.training.TrainingApi.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assemble.testkit.Golden;
import org.assemble.testkit.Messages;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealParts.class)
class AttendanceResourceTest {
    private static final String ONE = SESSIONS + "/{id}/attendance/{person}";
    private static final Tokens NADIA = Tokens.person("nadia").roles("national-admin");

    @Test
    void T3_attendance_is_recorded_in_bulk_and_counts_from_the_share_on() {
        String id = session("facilitation", 3);
        String ann = someone();
        String ben = someone();
        enrol(Tokens.person(ann), id);
        enrol(Tokens.person(ben), id);
        attend(id, present(Tokens.idOf(ann), 72), present(Tokens.idOf(ben), 71))
                .statusCode(200)
                .body("counted", contains(Tokens.idOf(ann).toString()))
                .body("notEnrolled", empty());
        as(TRAINER)
                .get(SESSIONS + "/{id}/attendance", id)
                .then()
                .body("items.minutesPresent", contains(72, 71))
                .body("items.counts", contains(true, false))
                .body("items.enrolled", contains(true, true));
    }

    @Test
    void T3_who_came_without_a_seat_is_kept_and_named_and_it_counts() {
        String id = session("facilitation", 3);
        UUID walkIn = UUID.randomUUID();
        attend(id, present(walkIn, 90))
                .statusCode(200)
                .body("counted", contains(walkIn.toString()))
                .body("notEnrolled", contains(walkIn.toString()));
        as(TRAINER)
                .get(SESSIONS + "/{id}/attendance", id)
                .then()
                .body("items.enrolled", contains(false));
    }

    @Test
    void T3_attendance_that_can_not_be_is_refused_and_says_whose() {
        String id = session("facilitation", 3);
        UUID ann = UUID.randomUUID();
        attend(id, present(UUID.randomUUID(), 90), present(ann, 91))
                .statusCode(422)
                .body("code", equalTo("present-longer-than-session"))
                .body("errors.pointer", contains("/attendances/1"));
        attend(id, present(ann, -1)).statusCode(400).body("code", equalTo("malformed-request"));
        times(id, ann, "2001-01-01T10:00:00Z", "2001-01-01T11:00:00Z")
                .statusCode(422)
                .body("code", equalTo("impossible-times"))
                .body("errors.pointer", contains("/attendances/0"));
        times(id, ann, "2001-01-01T10:00:00Z", null)
                .statusCode(400)
                .body("errors.pointer", contains("/attendances/0"));
        as(TRAINER).get(SESSIONS + "/{id}/attendance", id).then().body("items", empty());
    }

    @Test
    void T3_attendance_is_recorded_by_who_gives_the_session() {
        String id = session("facilitation", 3);
        Tokens other = Tokens.person(someone()).roles("trainer");
        var body = Map.of("attendances", List.of(present(UUID.randomUUID(), 90)));
        post(other, body, SESSIONS + "/{id}/attendance", id)
                .statusCode(403)
                .body("code", equalTo("not-your-session"));
        post(Tokens.person(someone()), body, SESSIONS + "/{id}/attendance", id)
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
        attend(UUID.randomUUID().toString(), present(UUID.randomUUID(), 90))
                .statusCode(404)
                .body("code", equalTo("unknown-session"));
    }

    @Test
    void T4_what_counts_is_set_right_with_a_reason_and_the_training_is_withdrawn() {
        String id = session("facilitation", 1);
        UUID ann = UUID.randomUUID();
        attend(id, present(ann, 90)).statusCode(200);
        attend(id, present(ann, 10)).statusCode(409).body("code", equalTo("counted-already"));
        correct(id, ann, "\"1\"", 10, "She left after the introduction.")
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("minutesPresent", equalTo(10))
                .body("counts", equalTo(false))
                .body("changes.source", contains("TRAINER", "CORRECTION"))
                .body("changes.minutesBefore", contains(0, 90))
                .body("changes.minutesAfter", contains(90, 10))
                .body("changes[1].changedBy", equalTo(Tokens.idOf("tess").toString()))
                .body("changes[1].reason", equalTo("She left after the introduction."));
        var told =
                Messages.of("training")
                        .await(
                                "TrainingWithdrawn.v1",
                                data -> data.at("/personId").asText().equals(ann.toString()));
        Golden.event("training-service", "TrainingWithdrawn.v1").fits(told.data());
        assertThat(told.data().at("/sessionId").asText()).isEqualTo(id);
    }

    @Test
    void T3_a_correction_after_which_it_counts_completes_the_training() {
        String id = session("facilitation", 1);
        UUID ann = UUID.randomUUID();
        attend(id, present(ann, 10)).statusCode(200).body("counted", empty());
        correct(id, ann, "\"1\"", 90, "The call had lost her.").statusCode(200);
        as(TRAINER)
                .get("/api/v1/trainings/people/{id}", ann)
                .then()
                .body("courses.findAll { it.held }.course", contains("facilitation"));
    }

    @Test
    void D1_a_person_sees_what_is_kept_of_them_and_nobody_else_does() {
        String id = session("facilitation", 1);
        String ann = someone();
        attend(id, present(Tokens.idOf(ann), 90)).statusCode(200);
        as(Tokens.person(ann))
                .get(ONE, id, Tokens.idOf(ann))
                .then()
                .statusCode(200)
                .body("minutesPresent", equalTo(90));
        Tokens otherTrainer = Tokens.person(someone()).roles("trainer");
        for (Tokens who : List.of(Tokens.person(someone()), otherTrainer)) {
            as(who).get(ONE, id, Tokens.idOf(ann))
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("not-your-session"));
        }
        as(otherTrainer)
                .get(SESSIONS + "/{id}/attendance", id)
                .then()
                .statusCode(403)
                .body("code", equalTo("not-your-session"));
        as(NADIA).get(SESSIONS + "/{id}/attendance", id).then().statusCode(200);
    }

    @Test
    void T3_who_gives_a_session_does_not_attend_it() {
        String id = session("facilitation", 3);
        attend(id, present(UUID.randomUUID(), 90), present(Tokens.idOf("tess"), 90))
                .statusCode(422)
                .body("code", equalTo("gives-the-session"))
                .body("errors.pointer", contains("/attendances/1"));
        as(TRAINER).get(SESSIONS + "/{id}/attendance", id).then().body("items", empty());
    }

    @Test
    void T3_the_national_team_sets_right_what_was_told_when_the_trainers_are_gone() {
        String id = session("facilitation", 1);
        UUID ann = UUID.randomUUID();
        attend(id, present(ann, 10)).statusCode(200);
        var body = Map.of("minutesPresent", 90, "reason", "The trainer's notes, found later.");
        put(Tokens.person(someone()).roles("trainer"), "\"1\"", body, ONE, id, ann)
                .statusCode(403)
                .body("code", equalTo("not-your-session"));
        put(NADIA, "\"1\"", body, ONE, id, ann)
                .statusCode(200)
                .body("counts", equalTo(true))
                .body("changes[1].changedBy", equalTo(Tokens.idOf("nadia").toString()));
    }

    @Test
    void a_long_history_comes_in_pages() {
        String id = session("facilitation", 1);
        UUID ann = UUID.randomUUID();
        attend(id, present(ann, 10)).statusCode(200);
        correct(id, ann, "\"1\"", 20, "One").statusCode(200);
        correct(id, ann, "\"2\"", 30, "Two").statusCode(200);
        String next =
                as(TRAINER)
                        .get(ONE + "?limit=2", id, ann)
                        .then()
                        .body("changes.revision", contains(1, 2))
                        .body("minutesPresent", equalTo(30))
                        .extract()
                        .path("next");
        as(TRAINER)
                .queryParam("cursor", next)
                .get(ONE, id, ann)
                .then()
                .body("changes.revision", contains(3))
                .body("next", nullValue());
    }

    /// Whoever requires a course has its row and goes on to what was completed of it; whoever keeps
    /// attendance has to come the same way, or each has what the other waits for.
    @Test
    void T1_a_course_is_required_while_attendance_of_it_is_kept() throws Exception {
        String id = session("facilitation", 2);
        UUID ann = UUID.randomUUID();
        attend(id, present(ann, 80)).statusCode(200);
        try (var threads = Executors.newSingleThreadExecutor();
                var database = RealParts.connect("test");
                var requiring = database.createStatement()) {
            database.setAutoCommit(false);
            requiring.execute("set local lock_timeout = '5s'");
            requiring.execute("select from course where code = 'facilitation' for update");
            var kept =
                    threads.submit(() ->
                            attend(id, present(ann, 90), present(UUID.randomUUID(), 90))
                                    .extract()
                                    .statusCode());
            int holder = holder(requiring);
            Soon.holds(() -> assertThat(waitingFor(holder)).isPositive());
            requiring.execute(
                    "update completion set ever_required = true where person_id = '%s'"
                            .formatted(ann));
            database.commit();
            assertThat(kept.get()).isEqualTo(200);
        }
    }

    private static int holder(Statement requiring) throws SQLException {
        try (var rows = requiring.executeQuery("select pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /// How many wait for a row that this session of the database holds.
    private static int waitingFor(int holder) {
        try (var database = RealParts.connect("test");
                var statement = database.createStatement();
                var rows =
                        statement.executeQuery(
                                "select count(*) from pg_stat_activity where %d = any(pg_blocking_pids(pid))"
                                        .formatted(holder))) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Test
    void T3_of_two_trainers_who_correct_at_once_the_second_is_told() throws Exception {
        String id = session("facilitation", 1);
        UUID ann = UUID.randomUUID();
        attend(id, present(ann, 10)).statusCode(200);
        List<Callable<Integer>> both =
                List.of(
                        () -> correct(id, ann, "\"1\"", 20, "One").extract().statusCode(),
                        () -> correct(id, ann, "\"1\"", 30, "Other").extract().statusCode());
        try (var threads = Executors.newFixedThreadPool(2)) {
            assertThat(threads.invokeAll(both).stream().map(it -> it.resultNow()))
                    .containsExactlyInAnyOrder(200, 412);
        }
        as(TRAINER).get(ONE, id, ann).then().body("changes", hasSize(2));
    }

    @Test
    void a_correction_says_what_it_has_seen() {
        String id = session("facilitation", 1);
        UUID ann = UUID.randomUUID();
        as(TRAINER)
                .get(ONE, id, ann)
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-attendance"));
        attend(id, present(ann, 10)).statusCode(200);
        as(TRAINER)
                .body(Map.of("minutesPresent", 20, "reason", "I guess"))
                .put(ONE, id, ann)
                .then()
                .statusCode(428)
                .body("code", equalTo("revision-needed"));
        correct(id, ann, "W/\"1\"", 20, "A tag of another kind").statusCode(412);
        correct(id, ann, "\"7\"", 20, "A version that never was")
                .statusCode(412)
                .body("code", equalTo("changed-meanwhile"));
        correct(id, ann, "\"1\"", 20, " ").statusCode(400);
        correct(id, ann, "\"1\"", 91, "Longer than it lasted")
                .statusCode(422)
                .body("errors.pointer", contains("/minutesPresent"));
        as(TRAINER).get(ONE, id, ann).then().header("ETag", equalTo("\"1\""));
    }

    private static ValidatableResponse times(String session, UUID person, String from, String to) {
        var attendance = new HashMap<String, Object>();
        attendance.put("personId", person);
        attendance.put("joinedAt", from);
        attendance.put("leftAt", to);
        return post(
                TRAINER,
                Map.of("attendances", List.of(attendance)),
                SESSIONS + "/{id}/attendance",
                session);
    }

    private static ValidatableResponse correct(
            String session, UUID person, String ifMatch, int minutes, String reason) {
        return as(TRAINER)
                .header("If-Match", ifMatch)
                .body(Map.of("minutesPresent", minutes, "reason", reason))
                .put(ONE, session, person)
                .then();
    }
}
