package org.assemble.gateway.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.assemble.gateway.world.Inside;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.Test;

/// The gateway was started while the sign-in is away.
@QuarkusTest
@WithTestResource(World.class)
@TestProfile(WithoutSignInTest.Away.class)
class WithoutSignInTest {

    public static class Away implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("assemble.gateway.tokens.issuer", "http://127.0.0.1:1/realms/assemble");
        }
    }

    World world;

    @Test
    void what_is_public_is_served() {
        world.campaign().answer("{}");

        given().get("/api/v1/campaigns").then().statusCode(200);
    }

    @Test
    void a_token_that_can_not_be_checked_is_told_to_come_back_and_passes_nowhere() {
        world.campaign().answer("{}");

        given().header("Authorization", "Bearer " + world.issuer().token())
                .get("/api/v1/campaigns")
                .then()
                .statusCode(503)
                .header("Retry-After", matchesPattern("[12]"))
                .body("code", equalTo("sign-in-away"));

        assertThat(world.campaign().asked()).isEmpty();
    }

    @Test
    void readiness_says_so_and_is_ready_all_the_same() {
        Inside.ready()
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'sign-in' }.data.keys", equalTo("none yet"))
                .body("checks.find { it.name == 'sign-in' }.data.'sign-in'", equalTo("away"));
    }
}
