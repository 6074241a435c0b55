package org.assemble.gateway.key;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.assemble.gateway.world.Parts;
import org.assemble.gateway.world.Quick;
import org.assemble.gateway.world.World;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// API keys, from the giving out to the end.
@QuarkusTest
@WithTestResource(World.class)
@WithTestResource(Parts.class)
@TestProfile(Quick.class)
class KeysGivenOutTest {

    World world;

    @TestHTTPResource URI gateway;

    @Inject KnownKeys known;

    @BeforeEach
    void a_service_that_answers_and_a_database_that_is_there() {
        world.campaign().answer("{}");
        Soon.holds(() -> assertThat(known.areRead()).isTrue());
    }

    @Test
    void a_key_is_shown_once_and_reads_what_is_public() {
        JsonPath made = giveOut("Map of campaigns");

        national()
                .get("/api/v1/keys/" + made.getString("id"))
                .then()
                .statusCode(200)
                .body("name", equalTo("Map of campaigns"))
                .body("prefix", equalTo(made.getString("key").substring(4, 16)))
                .body("key", nullValue());
        with(made.getString("key")).get("/api/v1/campaigns").then().statusCode(200);

        assertThat(world.campaign().theOneAsked().headers().names())
                .noneMatch(name -> name.equalsIgnoreCase("x-api-key"));
    }

    @Test
    void of_the_key_itself_nothing_is_kept() throws SQLException {
        String key = giveOut("kept").getString("key");

        try (var connection = RealParts.connect("gateway");
                var rows =
                        connection
                                .createStatement()
                                .executeQuery("select api_key::text as row from api_key")) {
            while (rows.next()) {
                assertThat(rows.getString("row")).doesNotContain(key.substring(17));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void a_key_changes_nothing(String method) {
        String key = giveOut("reader").getString("key");

        refused(with(key).request(method, "/api/v1/campaigns").then(), 403, "key-only-reads");
    }

    @Test
    void a_method_that_is_not_used_is_told_which_are() {
        refused(national().put("/api/v1/keys").then(), 405, "method-not-allowed");
        assertThat(national().put("/api/v1/keys").header("Allow").split(", "))
                .containsExactlyInAnyOrder("GET", "POST");
    }

    @Test
    void who_asks_first_whether_a_body_may_come_is_told_so() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(gateway.resolve("/api/v1/keys"))
                        .version(HttpClient.Version.HTTP_1_1)
                        .header("Content-Type", "application/json")
                        .header(
                                "Authorization",
                                "Bearer "
                                        + world.issuer().tokenOf("assemble-web", "national-admin"))
                        .expectContinue(true)
                        .timeout(Duration.ofSeconds(10))
                        .POST(BodyPublishers.ofString("{\"name\": \"asked first\"}"))
                        .build();

        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
        }
    }

    @Test
    void a_key_opens_none_of_the_gateways_own_operations() {
        String key = giveOut("reader").getString("key");

        refused(with(key).get("/api/v1/keys").then(), 401, "not-signed-in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "asm_3f9a61c07be2_Zk1mXc0n3F4gq7t8uJxYpL2sVwRbD9aEhKoN5iUyT6Q",
                "' or 1=1"
            })
    void what_was_never_given_out_opens_nothing(String key) {
        refused(with(key).get("/api/v1/campaigns").then(), 401, "key-not-known");
    }

    @Test
    void a_key_and_a_token_at_once_are_refused() {
        String key = giveOut("reader").getString("key");

        refused(
                with(key)
                        .header("Authorization", "Bearer " + world.issuer().token())
                        .get("/api/v1/campaigns")
                        .then(),
                400,
                "two-credentials");
        refused(
                with(key)
                        .header("Authorization", "Bearer " + world.issuer().token())
                        .get("/api/v1/keys")
                        .then(),
                400,
                "two-credentials");
        refused(
                with(key).header(KeyCheck.HEADER, key).get("/api/v1/campaigns").then(),
                400,
                "two-credentials");
    }

    @Test
    void a_revoked_key_opens_nothing_any_more() {
        JsonPath made = giveOut("revoked");
        String address = "/api/v1/keys/" + made.getString("id");

        national().delete(address).then().statusCode(204);
        national().delete(address).then().statusCode(204);

        refused(with(made.getString("key")).get("/api/v1/campaigns").then(), 401, "key-not-known");
        national().get(address).then().body("revoked", notNullValue());
        refused(national().post(address + "/rotation").then(), 404, "unknown-key");
    }

    @Test
    void an_expired_key_opens_nothing_any_more() throws SQLException {
        JsonPath made = giveOut("expiring");
        try (var connection = RealParts.connect("gateway")) {
            connection
                    .createStatement()
                    .execute(
                            "update api_key set expires = now() where id = '%s'"
                                    .formatted(made.getString("id")));
        }

        Soon.holds(() ->
                refused(
                        with(made.getString("key")).get("/api/v1/campaigns").then(),
                        401,
                        "key-not-known"));
        refused(
                national().post("/api/v1/keys/" + made.getString("id") + "/rotation").then(),
                404,
                "unknown-key");
    }

    @Test
    void a_rotated_key_is_good_with_both_secrets_for_a_while() {
        JsonPath made = giveOut("rotated");
        String address = "/api/v1/keys/" + made.getString("id") + "/rotation";

        String second = rotate(address, "{}");
        with(made.getString("key")).get("/api/v1/campaigns").then().statusCode(200);
        with(second).get("/api/v1/campaigns").then().statusCode(200);

        String third = rotate(address, "{\"overlapHours\": 0}");
        refused(with(made.getString("key")).get("/api/v1/campaigns").then(), 401, "key-not-known");
        refused(with(second).get("/api/v1/campaigns").then(), 401, "key-not-known");
        with(third).get("/api/v1/campaigns").then().statusCode(200);
    }

    @Test
    void the_day_of_the_last_use_is_noted_and_no_more() {
        JsonPath made = giveOut("used");
        with(made.getString("key")).get("/api/v1/campaigns").then().statusCode(200);

        known.noteUse().toCompletionStage().toCompletableFuture().join();

        national()
                .get("/api/v1/keys/" + made.getString("id"))
                .then()
                .body("lastUsed", org.hamcrest.Matchers.matchesPattern("\\d{4}-\\d\\d-\\d\\d"));
    }

    @Test
    void the_same_request_again_gives_out_no_second_key_and_shows_none() {
        RequestSpecification request =
                national()
                        .header("Idempotency-Key", UUID.randomUUID())
                        .body("{\"name\": \"once\"}");

        String id = request.post("/api/v1/keys").then().statusCode(201).extract().path("id");
        request.post("/api/v1/keys")
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .header("Location", "/api/v1/keys/" + id)
                .body("id", equalTo(id))
                .body("key", nullValue());
        refused(
                request.body("{\"name\": \"another\"}").post("/api/v1/keys").then(),
                422,
                "idempotency-key-reused");
    }

    @Test
    void keys_are_listed_in_pages() {
        String first = giveOut("one").getString("id");
        String second = giveOut("two").getString("id");

        String next = "";
        java.util.List<String> seen = new java.util.ArrayList<>();
        do {
            JsonPath page =
                    national()
                            .get("/api/v1/keys?limit=1" + next)
                            .then()
                            .statusCode(200)
                            .extract()
                            .jsonPath();
            seen.addAll(page.getList("items.id"));
            next = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        } while (next != null);

        assertThat(seen).containsSubsequence(first, second).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/name",
                "{\"name\": \"\"}|/name",
                "{\"name\": 7}|/name",
                "{\"name\": \"x\", \"expires\": \"2020-01-01T00:00:00Z\"}|/expires",
                "{\"name\": \"x\", \"expires\": \"2999-01-01T00:00:00Z\"}|/expires",
                "{\"name\": \"x\", \"expires\": \"soon\"}|/expires",
                "{\"name\": \"a\\u0000b\"}|''",
                "[]|''",
                "{|''",
                "null|''"
            })
    void what_can_not_be_read_names_its_place(String body, String pointer) {
        national()
                .body(body)
                .post("/api/v1/keys")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("malformed-request"))
                .body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void a_body_that_is_too_long_is_refused() {
        refused(
                national()
                        .body("{\"name\": \"" + "x".repeat(70_000) + "\"}")
                        .post("/api/v1/keys")
                        .then(),
                413,
                "too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"finance", "campaign-organiser", "service", "facilitator"})
    void only_the_national_team_gives_out_keys(String role) {
        refused(as(role).get("/api/v1/keys").then(), 403, "not-allowed");
        refused(as(role).body("{\"name\": \"x\"}").post("/api/v1/keys").then(), 403, "not-allowed");
    }

    @Test
    void an_application_that_did_not_ask_for_it_may_not() {
        String token =
                world.issuer()
                        .sign(
                                world.issuer()
                                        .claims()
                                        .claim("scope", "openid gateway:read")
                                        .claim(
                                                "realm_access",
                                                Map.of(
                                                        "roles",
                                                        java.util.List.of("national-admin"))));

        given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{\"name\": \"x\"}")
                .post("/api/v1/keys")
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", containsString("scope=\"gateway:write\""));
    }

    @Test
    void other_methods_are_told_so() {
        refused(national().put("/api/v1/keys").then(), 405, "method-not-allowed");
    }

    private JsonPath giveOut(String name) {
        return national()
                .body(Map.of("name", name, "expires", Instant.now().plusSeconds(3600).toString()))
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .header("Location", containsString("/api/v1/keys/"))
                .header("Cache-Control", "no-store")
                .extract()
                .jsonPath();
    }

    private String rotate(String address, String body) {
        return national()
                .body(body)
                .post(address)
                .then()
                .statusCode(200)
                .body("rotated", not(nullValue()))
                .extract()
                .path("key");
    }

    private RequestSpecification national() {
        return as("national-admin");
    }

    private RequestSpecification as(String role) {
        return given().header(
                        "Authorization", "Bearer " + world.issuer().tokenOf("assemble-web", role))
                .contentType("application/json");
    }

    private static RequestSpecification with(String key) {
        return given().header(KeyCheck.HEADER, key);
    }

    private static void refused(ValidatableResponse answer, int status, String code) {
        answer.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("type", equalTo("/api/problems/gateway/" + code));
    }
}
