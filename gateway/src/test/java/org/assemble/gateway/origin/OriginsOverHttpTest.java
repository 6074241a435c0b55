package org.assemble.gateway.origin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Cross-origin requests, as the Fetch standard has them.
@QuarkusTest
@WithTestResource(World.class)
class OriginsOverHttpTest {

    private static final String APP = "https://app.example";
    private static final String OTHER = "https://other.example";
    private static final String STRANGER = "https://stranger.example";

    World world;

    @BeforeEach
    void a_service_that_answers() {
        world.campaign().answer("{}");
    }

    private static ValidatableResponse preflight(String origin, String method, String headers) {
        return given().header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", headers)
                .options("/api/v1/campaigns")
                .then();
    }

    private ValidatableResponse ask(String origin, String client) {
        return given().header("Origin", origin)
                .header("Authorization", "Bearer " + world.issuer().tokenOf(client))
                .get("/api/v1/campaigns")
                .then();
    }

    @Test
    void a_page_of_a_client_may_ask_with_a_token() {
        preflight(APP, "POST", "authorization,content-type,idempotency-key")
                .statusCode(204)
                .header("Access-Control-Allow-Origin", APP)
                .header("Access-Control-Allow-Methods", containsString("POST"))
                .header("Access-Control-Allow-Headers", containsString("Authorization"))
                .header("Access-Control-Max-Age", "600")
                .header("Vary", containsString("origin"))
                .header("Access-Control-Allow-Credentials", nullValue());
        assertThat(world.campaign().asked()).as("no service is asked").isEmpty();

        ask(APP, "web")
                .statusCode(200)
                .header("Access-Control-Allow-Origin", APP)
                .header("Access-Control-Expose-Headers", containsString("X-Request-Id"))
                .header("Vary", containsString("origin"));
    }

    @Test
    void a_page_of_nobody_may_not() {
        preflight(STRANGER, "POST", "content-type")
                .statusCode(403)
                .body("code", equalTo("origin-not-allowed"))
                .header("Access-Control-Allow-Origin", nullValue());
        preflight(STRANGER, "GET", "authorization").statusCode(403);
        preflight("null", "DELETE", "authorization").statusCode(403);
    }

    @Test
    void a_token_on_another_clients_page_was_taken_and_is_refused() {
        ask(OTHER, "web").statusCode(403).body("code", equalTo("origin-not-allowed"));
        ask(STRANGER, "web").statusCode(403);
        ask("null", "web").statusCode(403);

        assertThat(world.campaign().asked()).isEmpty();
    }

    @Test
    void what_is_public_may_be_read_from_every_page() {
        preflight(STRANGER, "GET", "if-none-match, traceparent")
                .statusCode(204)
                .header("Access-Control-Allow-Origin", "*");
        given().header("Origin", STRANGER)
                .get("/api/v1/campaigns")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "*");
    }

    /// Else a browser gives a page what it kept of somebody who opened the same address, and the
    /// page may not read it.
    @Test
    void an_answer_says_that_it_depends_on_the_page_also_to_who_names_none() {
        given().get("/api/v1/campaigns").then().statusCode(200).header("Vary", equalTo("origin"));
        ask(APP, "web").header("Vary", equalTo("origin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Age",
                "Content-Disposition",
                "ETag",
                "Idempotency-Replayed",
                "Location",
                "RateLimit",
                "Retry-After",
                "X-Request-Id"
            })
    void a_page_may_read_what_services_and_gateway_say_in_headers(String name) {
        String exposed = ask(APP, "web").extract().header("Access-Control-Expose-Headers");

        assertThat(exposed.split(", ")).contains(name);
    }

    @Test
    void a_refusal_can_be_read_by_the_page_that_caused_it() {
        given().header("Origin", APP)
                .header("Authorization", "Bearer " + world.issuer().forged())
                .get("/api/v1/campaigns")
                .then()
                .statusCode(401)
                .header("Access-Control-Allow-Origin", APP);
    }

    @Test
    void what_a_service_says_of_origins_does_not_count() {
        world.campaign()
                .does(request ->
                        request.response()
                                .putHeader("Access-Control-Allow-Origin", STRANGER)
                                .putHeader("Access-Control-Allow-Credentials", "true")
                                .end("{}"));

        ask(APP, "web")
                .header("Access-Control-Allow-Origin", APP)
                .header("Access-Control-Allow-Credentials", nullValue());
    }

    @Test
    void who_is_no_browser_names_no_page() {
        given().header("Authorization", "Bearer " + world.issuer().tokenOf("machine"))
                .get("/api/v1/campaigns")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    void a_plain_options_request_goes_to_the_service() {
        given().header("Origin", APP).options("/api/v1/campaigns").then().statusCode(200);

        assertThat(world.campaign().theOneAsked().method().name()).isEqualTo("OPTIONS");
    }
}
