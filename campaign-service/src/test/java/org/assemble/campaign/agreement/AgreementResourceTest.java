package org.assemble.campaign.agreement;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.UUID;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealParts.class)
class AgreementResourceTest {
    private final String version = "v" + UUID.randomUUID();

    @Test
    void G1_a_version_is_published_and_anyone_can_read_it() {
        String id = publish(version, "k1").statusCode(201).extract().path("id");
        given().get("/api/v1/agreements/{id}", id)
                .then()
                .statusCode(200)
                .body("version", equalTo(version))
                .body("publishedAt", notNullValue());
    }

    @Test
    void G4_a_version_says_where_its_guide_is() {
        publish(version, null)
                .statusCode(201)
                .body("guideUrl", equalTo("https://example.org/guide"));
    }

    @Test
    void G1_a_published_version_is_not_published_again() {
        publish(version, null).statusCode(201);
        publish(version, null)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("version-published-already"))
                .body("errors.pointer", hasItem("/version"));
    }

    @Test
    void the_same_request_again_gets_the_same_answer() {
        String key = UUID.randomUUID().toString();
        String id = publish(version, key).statusCode(201).extract().path("id");
        publish(version, key)
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body("id", equalTo(id));
        publish("other " + version.substring(20), key)
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
    }

    private static ValidatableResponse publish(String version, String key) {
        var request =
                given().header(
                                "Authorization",
                                Tokens.person("nadia").roles("national-admin").bearer());
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.contentType(ContentType.JSON)
                .body(
                        Map.of(
                                "version", version,
                                "title", "Constituency Campaign Agreement",
                                "text", "The campaign agrees to …",
                                "guideUrl", "https://example.org/guide"))
                .post("/api/v1/agreements")
                .then();
    }
}
