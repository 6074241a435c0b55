package org.assemble.gateway.forward;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assemble.gateway.world.Wire;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.Test;

/// Defect 5: a service that was slow kept its caller waiting for ever, and a broken one gave an
/// empty 502.
@QuarkusTest
@WithTestResource(World.class)
@TestProfile(FailuresOverHttpTest.Impatient.class)
class FailuresOverHttpTest {

    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "assemble.gateway.patience.answer", "0.3S",
                    "assemble.gateway.patience.silence", "1S",
                    "assemble.gateway.limits.at-once-per-service", "4",
                    "assemble.gateway.limits.at-once-per-address", "12",
                    // So many failures on purpose are no reason for a pause here.
                    "assemble.gateway.breaker.failures", "64",
                    "assemble.gateway.breaker.of", "64");
        }
    }

    @TestHTTPResource URI gateway;

    World world;

    @Test
    void a_service_that_is_not_there_is_away() {
        problem("/api/v1/ledger/funds", 503, "service-away")
                .header("Retry-After", matchesPattern("\\d+"));
    }

    @Test
    void a_service_that_does_not_answer_in_time_is_slow() {
        world.campaign().does(_ -> {});

        problem("/api/v1/campaigns", 504, "service-slow");
    }

    @Test
    void a_service_that_hangs_up_before_it_answers_is_broken() {
        world.campaign().does(request -> request.connection().close());

        problem("/api/v1/campaigns", 502, "service-broken");
    }

    @Test
    void a_request_with_a_body_fails_the_same_way() {
        world.campaign().does(request -> request.connection().close());

        given().contentType("application/json")
                .body("{\"a\": 1}")
                .post("/api/v1/campaigns")
                .then()
                .statusCode(502)
                .body("code", equalTo("service-broken"));
    }

    @Test
    void a_service_that_breaks_off_in_the_middle_gives_no_answer_that_looks_whole() {
        world.campaign().does(FailuresOverHttpTest::breakOff);
        assertThat(ask().status()).isEqualTo(502);
        world.campaign()
                .does(request -> {
                    request.response().setChunked(true).write("{\"half\"");
                    request.connection().close();
                });
        assertThat(ask().status()).isEqualTo(502);
    }

    @Test
    void a_service_that_falls_silent_in_the_middle_is_slow() {
        world.campaign().does(request -> request.response().setChunked(true).write("{\"half\""));

        assertThat(ask().status()).isEqualTo(504);
    }

    @Test
    void one_address_has_only_so_many_requests_under_way() {
        world.campaign().answer("{}");
        List<Wire> callers = new ArrayList<>();
        try {
            for (int i = 0; i < 13; i++) {
                Wire wire = new Wire(gateway.getPort());
                wire.send(
                        "POST /api/v1/campaigns HTTP/1.1",
                        "Host: x",
                        "Content-Length: 5",
                        "Connection: close",
                        "",
                        "");
                callers.add(wire);
            }
            assertThat(callers.stream().map(caller -> caller.readToEnd().status()))
                    .hasSize(13)
                    .containsOnly(408, 429)
                    .filteredOn(status -> status == 429)
                    .isNotEmpty();
        } finally {
            callers.forEach(Wire::close);
        }
        given().get("/api/v1/campaigns").then().statusCode(200);
    }

    @Test
    void the_gateway_goes_on_when_the_service_is_well_again() {
        world.campaign().does(request -> request.connection().close());
        problem("/api/v1/campaigns", 502, "service-broken");
        world.campaign().answer("{}");

        given().get("/api/v1/campaigns").then().statusCode(200);
    }

    @Test
    void a_path_of_nobody_is_a_problem_too() {
        problem("/api/v1/nothing", 404, "unknown-address");
        problem("/api", 404, "unknown-address");
        problem("/favicon.ico", 404, "unknown-address");
    }

    @Test
    void every_problem_names_a_page_that_exists() {
        for (var refusal : org.assemble.gateway.problem.Refusal.values()) {
            given().get(refusal.type()).then().statusCode(200).contentType("text/html");
        }
        given().get("/api/problems/gateway").then().statusCode(200).contentType("text/html");
        problem("/api/problems/gateway/no-such-code", 404, "unknown-problem");
    }

    @Test
    void problem_pages_of_a_service_come_from_the_service() {
        world.training().answer("{}");

        given().get("/api/problems/training/unknown-course").then().statusCode(200);

        assertThat(world.training().theOneAsked().path())
                .isEqualTo("/api/problems/training/unknown-course");
    }

    private static ValidatableResponse problem(String path, int status, String code) {
        return given().get(path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .header("X-Request-Id", notNullValue())
                .body("type", equalTo("/api/problems/gateway/" + code))
                .body("status", equalTo(status))
                .body("code", equalTo(code))
                .body("title", notNullValue())
                .body("detail", notNullValue())
                .body("instance", equalTo(path))
                .body("requestId", notNullValue());
    }

    private static void breakOff(HttpServerRequest request) {
        request.response()
                .putHeader("Content-Length", "1000")
                .write("{\"half\"")
                .onComplete(_ -> request.connection().close());
    }

    private Wire.Answer ask() {
        return Wire.exchange(
                gateway.getPort(),
                "GET /api/v1/campaigns HTTP/1.1",
                "Host: x",
                "Connection: close",
                "",
                "");
    }
}
