package org.assemble.gateway.readiness;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(World.class)
class ReadinessOverHttpTest {

    World world;

    @Test
    void a_service_that_is_away_is_named_and_the_gateway_is_ready_all_the_same() {
        world.campaign().answer("{}");
        world.assembly().does(request -> request.response().setStatusCode(503).end());
        world.training().answer("{}");

        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.find { it.name == 'services' }.data.campaign", equalTo("ready"))
                .body("checks.find { it.name == 'services' }.data.assembly", equalTo("not ready"))
                .body("checks.find { it.name == 'services' }.data.ledger", equalTo("away"));
    }
}
