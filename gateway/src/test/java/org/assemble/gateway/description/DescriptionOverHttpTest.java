package org.assemble.gateway.description;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @TestHTTPResource URI gateway;

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

    /// RFC 9110, 9.3.2: as a GET is answered, but for the body.
    @ParameterizedTest
    @CsvSource({
        "/, 302",
        "/api/docs, 200",
        "/api/openapi.json, 200",
        "/api/problems, 200",
        "/api/problems/gateway, 200",
        "/api/problems/gateway/too-large, 200",
        "/api/problems/gateway/nothing, 404"
    })
    void what_can_be_read_can_be_asked_for_without_its_body(String path, int status)
            throws Exception {
        for (HttpClient.Version version : HttpClient.Version.values()) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(gateway.resolve(path)).version(version);
            try (HttpClient client = HttpClient.newHttpClient()) {
                var got = client.send(request.GET().build(), BodyHandlers.ofString());
                var head = client.send(request.HEAD().build(), BodyHandlers.ofString());

                assertThat(head.version()).isEqualTo(version);
                assertThat(head.statusCode()).isEqualTo(got.statusCode()).isEqualTo(status);
                assertThat(head.headers().firstValue("content-type"))
                        .isEqualTo(got.headers().firstValue("content-type"));
                assertThat(head.body()).isEmpty();
            }
        }
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
