package org.assemble.gateway.description;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(World.class)
@TestProfile(DescriptionOverHttpTest.NothingKept.class)
class DescriptionOverHttpTest {

    public static class NothingKept implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("assemble.gateway.description-age", "0S");
        }
    }

    World world;

    @Test
    void the_document_is_made_of_what_the_services_say_now() {
        world.campaign()
                .answer(
                        "{\"paths\": {\"/api/v1/campaigns\": {\"get\": {}}, \"/q/x\": {\"get\": {}}}}");
        world.assembly().answer("{\"paths\": {\"/api/v1/assemblies\": {\"get\": {}}}}");
        world.training().answer("no JSON");

        given().get("/api/openapi.json")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("openapi", equalTo("3.1.0"))
                .body(
                        "paths",
                        allOf(
                                hasKey("/api/v1/campaigns"),
                                hasKey("/api/v1/assemblies"),
                                not(hasKey("/q/x"))))
                .body("info.description", containsString("left out: ledger, training."));
        assertThat(world.campaign().theOneAsked().uri()).isEqualTo("/q/openapi?format=json");
    }

    @Test
    void the_page_needs_nothing_from_elsewhere() {
        String page =
                given().get("/api/docs")
                        .then()
                        .statusCode(200)
                        .contentType("text/html")
                        .extract()
                        .asString();

        assertThat(page)
                .contains("/api/openapi.json")
                .doesNotContain("http://", "https://", "//cdn");
    }

    @Test
    void the_problems_of_the_gateway_and_of_every_service_are_led_to() {
        given().get("/api/problems")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(
                        allOf(
                                containsString("/api/problems/gateway"),
                                containsString("/api/problems/campaign"),
                                containsString("/api/problems/ledger")));
    }

    @Test
    void the_front_door_leads_to_the_page() {
        given().redirects()
                .follow(false)
                .get("/")
                .then()
                .statusCode(302)
                .header("Location", "/api/docs");
    }
}
