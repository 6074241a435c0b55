package org.assemble.gateway.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.assemble.gateway.world.Eventually;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(World.class)
class TokensOverHttpTest {

    World world;

    @BeforeEach
    void a_service_that_answers() {
        world.campaign().answer("{}");
    }

    @Test
    void a_request_without_a_token_passes_because_services_decide_what_is_public() {
        given().get("/api/v1/campaigns").then().statusCode(200);

        assertThat(world.campaign().theOneAsked().headers().contains("authorization")).isFalse();
    }

    @Test
    void a_valid_token_arrives_unchanged() {
        String token = world.issuer().token();

        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/campaigns")
                .then()
                .statusCode(200);

        assertThat(world.campaign().theOneAsked().getHeader("authorization"))
                .isEqualTo("Bearer " + token);
    }

    @Test
    void an_expired_token_is_told_so() {
        String token =
                world.issuer()
                        .sign(world.issuer().claims().expiresAt(Instant.now().minusSeconds(1)));

        refused("Bearer " + token, "token-expired");
    }

    @Test
    void a_token_that_expires_while_it_is_remembered_is_refused() {
        Instant soon = Instant.now().plusSeconds(2);
        String token = world.issuer().sign(world.issuer().claims().expiresAt(soon));
        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/campaigns")
                .then()
                .statusCode(200);

        Eventually.holds(
                "it expires",
                () ->
                        given().header("Authorization", "Bearer " + token)
                                        .get("/api/v1/campaigns")
                                        .statusCode()
                                == 401);
        assertThat(Instant.now()).isAfterOrEqualTo(soon.truncatedTo(ChronoUnit.SECONDS));
        refused("Bearer " + token, "token-expired");
    }

    @Test
    void a_token_that_is_not_yet_valid_is_none() {
        Instant later = Instant.now().plusSeconds(60);

        refused(
                "Bearer "
                        + world.issuer()
                                .sign(world.issuer().claims().claim("nbf", later.getEpochSecond())),
                "not-signed-in");
    }

    Stream<String> tokens_that_are_none() {
        String valid = world.issuer().token();
        return Stream.of(
                "Bearer",
                "Bearer ",
                "Bearer garbage",
                "Bearer a.b.c",
                "Bearer " + valid + "x",
                "Bearer " + valid.substring(0, valid.lastIndexOf('.') + 1),
                "Bearer eyJhbGciOiJub25lIn0." + valid.split("\\.")[1] + ".",
                "Bearer " + world.issuer().forged(),
                "Bearer " + world.issuer().sign(world.issuer().claims().audience("somebody-else")),
                "Bearer " + world.issuer().sign(world.issuer().claims().issuer("http://elsewhere")),
                "Basic b2xpdmU6YXNzZW1ibGU=",
                "Digest x");
    }

    @Test
    void what_is_no_token_of_ours_is_refused() {
        tokens_that_are_none().forEach(header -> refused(header, "not-signed-in"));
    }

    @Test
    void two_tokens_are_none() {
        given().header("Authorization", "Bearer " + world.issuer().token())
                .header("Authorization", "Bearer " + world.issuer().token())
                .get("/api/v1/campaigns")
                .then()
                .statusCode(401);
    }

    private ValidatableResponse refused(String header, String code) {
        world.campaign().answer("{}");
        ValidatableResponse answer =
                given().header("Authorization", header)
                        .get("/api/v1/campaigns")
                        .then()
                        .statusCode(401)
                        .contentType("application/problem+json")
                        .header("WWW-Authenticate", containsString("Bearer"))
                        .body("type", equalTo("/api/problems/gateway/" + code))
                        .body("code", equalTo(code));
        assertThat(world.campaign().asked()).isEmpty();
        return answer;
    }
}
