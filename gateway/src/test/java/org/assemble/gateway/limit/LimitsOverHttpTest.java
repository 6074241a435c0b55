package org.assemble.gateway.limit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import org.assemble.gateway.world.Wire;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Headers as in draft-ietf-httpapi-ratelimit-headers-10.
@QuarkusTest
@WithTestResource(World.class)
class LimitsOverHttpTest {

    @TestHTTPResource URI gateway;

    World world;

    @BeforeEach
    void services_that_answer() {
        world.campaign().answer("{}");
        world.training().answer("{}");
    }

    @Test
    void an_answer_says_what_is_left_of_the_addresss_limit() {
        given().get("/api/v1/campaigns")
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", "\"address\";q=60000;w=60")
                .header("RateLimit", matchesPattern("\"address\";r=5[0-9]{4};t=[0-9]+"))
                .header("Retry-After", nullValue());
    }

    @Test
    void who_brings_a_token_is_counted_by_its_client() {
        String token = world.issuer().tokenOf("sparing");
        for (int left = 1; left >= 0; left--) {
            askAs(token)
                    .then()
                    .statusCode(200)
                    .header("RateLimit-Policy", "\"little\";q=2;w=3600")
                    .header("RateLimit", matchesPattern("\"little\";r=" + left + ";t=[0-9]+"));
        }

        askAs(token)
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("code", equalTo("too-many-requests"))
                .body("requestId", notNullValue())
                .header("RateLimit", matchesPattern("\"little\";r=0;t=3[56][0-9]{2}"))
                .header("Retry-After", matchesPattern("1[78][0-9]{2}"));
        assertThat(world.campaign().asked()).hasSize(2);

        askAs(world.issuer().tokenOf("web")).then().statusCode(200);
        given().get("/api/v1/campaigns").then().statusCode(200);
    }

    @Test
    void who_signed_in_is_counted_as_a_person_too() {
        askAs(world.issuer().tokenOf("web"))
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", "\"person\";q=50000;w=60");
        askAs(world.issuer().tokenOf("not-in-the-table"))
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", "\"person\";q=50000;w=60");
    }

    @Test
    void codes_can_be_tried_a_few_times_only_with_and_without_a_token() {
        world.table().limit(gateway.getPort(), "/api/v1/people/*/codes", "codes", "3 per 1h");
        for (int i = 0; i < 2; i++) {
            given().get("/api/v1/people/7/codes/" + i)
                    .then()
                    .statusCode(200)
                    .header("RateLimit-Policy", "\"codes\";q=3;w=3600");
        }
        String token = world.issuer().tokenOf("web");
        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/people/8/codes/2")
                .then()
                .statusCode(200);

        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/people/9/codes/3")
                .then()
                .statusCode(429);
        given().get("/api/v1/people/7/codes/4").then().statusCode(429);
        given().get("/api/v1/people/7").then().statusCode(200);
    }

    @Test
    void all_headers_together_have_a_limit() {
        Wire.Answer most = withHeader("x".repeat(16_000));
        Wire.Answer more = withHeader("x".repeat(16_384));

        assertThat(most.status()).isEqualTo(200);
        assertThat(more.status()).isEqualTo(431);
        assertThat(more.body()).contains("\"code\":\"headers-too-large\"");
    }

    private Wire.Answer withHeader(String value) {
        return Wire.exchange(
                gateway.getPort(),
                "GET /api/v1/campaigns HTTP/1.1",
                "Host: x",
                "Connection: close",
                "X-Long: " + value,
                "",
                "");
    }

    private static Response askAs(String token) {
        return given().header("Authorization", "Bearer " + token).get("/api/v1/campaigns");
    }
}
