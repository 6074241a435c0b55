package org.assemble.gateway.own;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.assemble.gateway.world.Inside;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Neither database nor broker was ever there: everything else works, and what can't says so.
@QuarkusTest
@WithTestResource(World.class)
class WithoutPartsTest {

    World world;

    @BeforeEach
    void a_service_that_answers() {
        world.campaign().answer("{}");
    }

    @Test
    void forwarding_goes_on() {
        given().get("/api/v1/campaigns").then().statusCode(200);
        given().header("Authorization", "Bearer " + world.issuer().token())
                .get("/api/v1/campaigns")
                .then()
                .statusCode(200);
    }

    @Test
    void who_brings_a_key_that_can_not_be_checked_is_told_to_come_back() {
        given().header("X-Api-Key", "asm_3f9a61c07be2_Zk1mXc0n3F4gq7t8uJxYpL2sVwRbD9aEhKoN5iUyT6Q")
                .get("/api/v1/campaigns")
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("2"))
                .body("code", equalTo("not-available"));
    }

    @Test
    void the_gateways_own_operations_say_that_they_are_not_available() {
        given().header(
                        "Authorization",
                        "Bearer " + world.issuer().tokenOf("assemble-web", "national-admin"))
                .get("/api/v1/keys")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("code", equalTo("not-available"));
    }

    @Test
    void readiness_says_so_and_is_ready_all_the_same() {
        Inside.ready()
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'database' }.data.database", equalTo("away"))
                .body("checks.find { it.name == 'events' }.data.topics", equalTo("away"))
                .body("checks.find { it.name == 'sign-in' }.data.keys", equalTo("known"));
    }
}
