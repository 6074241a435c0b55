package org.assemble.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What callers meet: problems, money, request keys, pages, roles and memberships.
@QuarkusTest
@WithTestResource(RealParts.class)
class EdgesTest {
    private static final String PRICE = "{\"price\": {\"amount\": 1050, \"currency\": \"GBP\"}}";

    private final UUID id = UUID.randomUUID();

    @Test
    void a_request_that_comes_twice_is_done_once() {
        String key = UUID.randomUUID().toString();
        post(key, PRICE).statusCode(201).body("count", equalTo(1));
        post(key, PRICE)
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body("count", equalTo(1));
        post(null, PRICE).statusCode(201).body("count", equalTo(2));
    }

    @Test
    void a_key_names_one_request_for_ever() {
        String key = UUID.randomUUID().toString();
        post(key, PRICE).statusCode(201);
        post(key, PRICE.replace("1050", "1051"))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("idempotency-key-reused"));
        post(null, PRICE).body("count", equalTo(2));
    }

    @Test
    void a_key_of_another_caller_is_another_key() {
        String key = UUID.randomUUID().toString();
        post(key, PRICE).statusCode(201).body("count", equalTo(1));
        request("somebody else", key, PRICE).statusCode(201).body("count", equalTo(2));
    }

    @Test
    void the_same_request_at_the_same_time_is_done_once() throws Exception {
        String key = UUID.randomUUID().toString();
        Callable<Integer> ask = () -> post(key, PRICE).statusCode(201).extract().path("count");
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Integer> counts = new ArrayList<>();
            for (Future<Integer> answer :
                    threads.invokeAll(java.util.Collections.nCopies(8, ask))) {
                counts.add(answer.get());
            }
            assertThat(counts).hasSize(8).containsOnly(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"price\": {\"amount\": 10.5, \"currency\": \"GBP\"}} | 422 | not-whole-pence",
                "{\"price\": {\"amount\": 1e30, \"currency\": \"GBP\"}} | 422 | not-whole-pence",
                "{\"price\": {\"amount\": 10, \"currency\": \"EUR\"}}   | 422 | wrong-currency",
                "{\"price\": {\"amount\": \"10\", \"currency\": \"GBP\"}} | 400 | malformed-request",
                "{\"price\": {\"currency\": \"GBP\"}}                   | 400 | malformed-request",
                "{\"price\": null}                                      | 400 | malformed-request",
                "{\"price\":                                            | 400 | malformed-request",
                "nonsense                                               | 400 | malformed-request",
            })
    void what_cannot_be_taken_is_a_problem_with_a_code_and_changes_nothing(
            String body, int status, String code) {
        post(null, body)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("type", equalTo("/api/problems/campaign/" + code))
                .body("status", equalTo(status))
                .body("detail", not(containsString("org.assemble")));
        post(null, PRICE).statusCode(201).body("count", equalTo(1));
    }

    @Test
    void a_whole_sum_written_with_a_point_is_whole() {
        post(null, PRICE.replace("1050", "1050.0")).statusCode(201);
    }

    @Test
    void the_pointer_names_the_place() {
        post(null, "{\"price\": {\"amount\": 10.5, \"currency\": \"GBP\"}}")
                .body("errors[0].pointer", equalTo("/price"));
        post(null, "{}").body("errors[0].pointer", equalTo("/price"));
    }

    @Test
    void a_bug_tells_nothing_of_the_inside() {
        given().get("/api/v1/samples/bug")
                .then()
                .statusCode(500)
                .contentType("application/problem+json")
                .body("code", equalTo("bug"))
                .body("detail", not(containsString("secret")));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/samples/bug, bug",
        "/api/v1/nowhere,     unknown-address",
        "/api/v1/samples?limit=201, malformed-request",
    })
    void a_problem_has_the_id_that_the_gateway_gave_the_request(String path, String code) {
        given().header("X-Request-Id", "5f2b8c1de90a47b6")
                .get(path)
                .then()
                .body("code", equalTo(code))
                .body("requestId", equalTo("5f2b8c1de90a47b6"));
        given().get(path).then().body("code", equalTo(code)).body("$", not(hasKey("requestId")));
    }

    @Test
    void unknown_addresses_methods_and_ids_are_problems_too() {
        given().get("/api/v1/nowhere")
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-address"));
        given().delete("/api/v1/samples")
                .then()
                .statusCode(405)
                .body("code", equalTo("method-not-allowed"));
        request("olive", null, PRICE, "not-an-id")
                .statusCode(404)
                .body("code", equalTo("unknown-address"));
    }

    @Test
    void a_role_is_necessary_and_never_sufficient() {
        UUID campaign = UUID.randomUUID();
        String path = "/api/v1/samples/" + campaign + "/of";
        Tokens olive = Tokens.person("olive").roles("campaign-organiser");
        given().header("Authorization", olive.bearer())
                .post(path)
                .then()
                .statusCode(403)
                .body("code", equalTo("not-your-campaign"));
        given().header("Authorization", olive.campaign(campaign).bearer())
                .post(path)
                .then()
                .statusCode(200)
                .body("", contains(campaign.toString()));
        given().header("Authorization", Tokens.person("otto").campaign(campaign).bearer())
                .post(path)
                .then()
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
    }

    @Test
    void pages_follow_each_other_to_the_last() {
        String cursor =
                given().queryParam("limit", 3)
                        .get("/api/v1/samples")
                        .then()
                        .body("items", contains(0, 1, 2))
                        .header("Link", containsString("rel=\"next\""))
                        .extract()
                        .path("next");
        given().queryParam("limit", 3)
                .queryParam("cursor", cursor)
                .get("/api/v1/samples")
                .then()
                .body("items", contains(3, 4))
                .body("next", nullValue());
        given().queryParam("limit", 201).get("/api/v1/samples").then().statusCode(400);
    }

    private ValidatableResponse post(String key, String body) {
        return request("olive", key, body);
    }

    private ValidatableResponse request(String who, String key, String body) {
        return request(who, key, body, id);
    }

    private static ValidatableResponse request(String who, String key, String body, Object id) {
        var request =
                given().header(
                                "Authorization",
                                Tokens.person(who).roles("campaign-organiser").bearer())
                        .contentType(ContentType.JSON)
                        .body(body);
        return (key == null ? request : request.header("Idempotency-Key", key))
                .post("/api/v1/samples/{id}", id)
                .then();
    }
}
