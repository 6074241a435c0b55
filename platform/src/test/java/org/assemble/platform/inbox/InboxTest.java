package org.assemble.platform.inbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assemble.testkit.Messages;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealParts.class)
class InboxTest {
    private final Messages training = Messages.of("training");
    private final UUID sample = UUID.randomUUID();

    @Test
    void the_same_message_twice_has_one_effect() {
        UUID message = UUID.randomUUID();
        training.send("Made.v1", sample, Map.of("sampleId", sample));
        training.send("Bump.v1", sample, bump(5), message, Instant.now());
        training.send("Bump.v1", sample, bump(5), message, Instant.now());
        training.send("Bump.v1", sample, bump(1));
        Soon.holds(() -> assertThat(count()).contains(6));
    }

    @Test
    void what_names_something_unknown_waits_until_it_is_known() {
        UUID message = UUID.randomUUID();
        training.send("Bump.v1", sample, bump(7), message, Instant.now());
        Soon.holds(() -> assertThat(outcome(message)).contains("waiting"));
        training.send("Made.v1", sample, Map.of("sampleId", sample));
        Soon.holds(() -> assertThat(count()).contains(7));
        Soon.holds(() -> assertThat(outcome(message)).contains("applied"));
    }

    @Test
    void a_certain_breach_of_a_rule_is_recorded_and_not_tried_again() {
        UUID message = UUID.randomUUID();
        training.send("Bump.v1", sample, bump(-1), message, Instant.now());
        Soon.holds(() -> assertThat(outcome(message)).contains("refused"));
    }

    @Test
    void what_cannot_be_read_is_a_dead_letter_and_the_rest_goes_on() {
        UUID message = UUID.randomUUID();
        training.send("Made.v1", sample, Map.of("sampleId", sample));
        training.send("Bump.v1", sample, Map.of("by", "many"), message, Instant.now());
        training.send("Bump.v1", sample, bump(2));
        Soon.holds(() -> assertThat(count()).contains(2));
        Map<String, Object> letter = Soon.comes("the dead letter", () -> letter(message));
        assertThat(letter.get("reason").toString())
                .contains("its data is no org.assemble.training.Bump.v1");
        assertThat(outcome(message)).isEmpty();
    }

    @Test
    void a_dead_letter_can_be_sent_again() throws SQLException {
        UUID message = UUID.randomUUID();
        training.send("Bump.v1", sample, Map.of("by", "many"), message, Instant.now());
        Object offset = Soon.comes("the dead letter", () -> letter(message)).get("offset");
        // Still as unreadable as before: said so, and nothing is lost.
        operator()
                .post("/api/v1/operations/campaign/dead-letters/{offset}/redelivery", offset)
                .then()
                .statusCode(422)
                .body("code", org.hamcrest.Matchers.equalTo("still-unreadable"));

        // One that was given up although it can be read is taken now.
        UUID readable = UUID.randomUUID();
        training.send("Made.v1", sample, Map.of("sampleId", sample));
        Soon.holds(() -> assertThat(count()).contains(0));
        Messages.deadLetters("training", "campaign")
                .send("Bump.v1", sample, bump(3), readable, Instant.now());
        Object place = Soon.comes("the letter", () -> letter(readable)).get("offset");
        operator()
                .post("/api/v1/operations/campaign/dead-letters/{offset}/redelivery", place)
                .then()
                .statusCode(200);
        assertThat(count()).contains(3);
        operator()
                .post("/api/v1/operations/campaign/dead-letters/{offset}/redelivery", place)
                .then()
                .statusCode(200);
        assertThat(count()).contains(3);
    }

    @Test
    void dead_letters_are_for_operators_only() {
        given().header("Authorization", Tokens.person("olive").roles("campaign-organiser").bearer())
                .get("/api/v1/operations/campaign/dead-letters")
                .then()
                .statusCode(403);
    }

    @Test
    void an_outage_of_the_database_is_waited_for() {
        training.send("Made.v1", sample, Map.of("sampleId", sample));
        Soon.holds(() -> assertThat(count()).contains(0));
        RealParts.database().stop();
        training.send("Bump.v1", sample, bump(4));
        RealParts.database().start();
        Soon.holds(() -> assertThat(count()).contains(4));
    }

    private Map<String, Object> bump(int by) {
        return Map.of("sampleId", sample, "by", by);
    }

    private static io.restassured.specification.RequestSpecification operator() {
        return given().header(
                        "Authorization", Tokens.person("nadia").roles("national-admin").bearer());
    }

    private static Optional<Map<String, Object>> letter(UUID message) {
        List<Map<String, Object>> letters =
                operator()
                        .get("/api/v1/operations/campaign/dead-letters")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("");
        return letters.stream()
                .filter(letter -> message.toString().equals(letter.get("id")))
                .findFirst();
    }

    private Optional<Integer> count() {
        return one("select count from sample where id = '%s'".formatted(sample), Integer.class);
    }

    private static Optional<String> outcome(UUID message) {
        return one("select outcome from inbox where id = '%s'".formatted(message), String.class);
    }

    private static <T> Optional<T> one(String sql, Class<T> type) {
        try (Connection connection = RealParts.connect("test");
                PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            return rows.next() ? Optional.of(rows.getObject(1, type)) : Optional.empty();
        } catch (SQLException away) {
            return Optional.empty();
        }
    }
}
