package org.assemble.training.certificate;

import static org.assemble.training.TrainingApi.SESSIONS;
import static org.assemble.training.TrainingApi.TRAINER;
import static org.assemble.training.TrainingApi.as;
import static org.assemble.training.TrainingApi.attend;
import static org.assemble.training.TrainingApi.newSession;
import static org.assemble.training.TrainingApi.post;
import static org.assemble.training.TrainingApi.present;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Tokens;

/// The certificates of the people of tests.
final class Held {
    static final Tokens NADIA = Tokens.person("nadia").roles("national-admin");
    static final String ONE = "/api/v1/trainings/people/{personId}/certificates/{id}";

    private Held() {}

    static JsonPath all(String name) {
        return as(Tokens.person(name))
                .get("/api/v1/trainings/people/{id}/certificates", Tokens.idOf(name))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /// The id of the only one.
    static String only(String name) {
        List<String> ids = all(name).getList("items.id");
        assertThat(ids).hasSize(1);
        return ids.getFirst();
    }

    static String number(String name) {
        return all(name).getString("items[0].number");
    }

    static ValidatableResponse get(Tokens who, String name, String id, String accept) {
        return as(who).accept(accept).get(ONE, Tokens.idOf(name), id).then();
    }

    static ValidatableResponse withdraw(Tokens who, String name, String id) {
        return post(
                who,
                Map.of("reason", "It was somebody else"),
                ONE + "/withdrawal",
                Tokens.idOf(name),
                id);
    }

    static ValidatableResponse decide(String course, LocalDate from, Integer months) {
        Map<String, Object> term = new HashMap<>();
        term.put("validFrom", from.toString());
        term.put("months", months);
        return post(NADIA, term, "/api/v1/trainings/courses/{course}/certificate-terms", course);
    }

    /// Somebody who is at a session that goes on, for the whole of its length; so they complete it
    /// now, which is today also shortly after midnight.
    static void completesToday(String name, String course) {
        Instant now = Instant.now();
        Map<String, Object> planned = newSession(course, 1);
        planned.put("startsAt", now.minus(Duration.ofMinutes(90)).toString());
        planned.put("endsAt", now.plus(Duration.ofMinutes(1)).toString());
        String session = post(TRAINER, planned, SESSIONS).statusCode(201).extract().path("id");
        attend(session, present(Tokens.idOf(name), 90)).statusCode(200);
    }

    /// How many transactions wait for another.
    static long waiting() {
        return count("select count(*) from pg_locks where not granted");
    }

    static long count(String query) {
        try (var connection = RealParts.connect("test");
                var run = connection.createStatement();
                var rows = run.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    /// As if time had passed: what the service's own role can't do.
    static void expires(String name, LocalDate on) {
        sql(
                "update completion set expires_on = '%s' where person_id = '%s'"
                        .formatted(on, Tokens.idOf(name)));
    }

    static void sql(String statement) {
        try (var connection = RealParts.connect("test");
                var run = connection.createStatement()) {
            run.execute(statement);
        } catch (SQLException e) {
            throw new AssertionError(statement, e);
        }
    }
}
