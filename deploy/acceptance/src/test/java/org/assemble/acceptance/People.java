package org.assemble.acceptance;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;

/// Requests to the gateway, made by the people of the local realm.
final class People {
    private static final String PASSWORD = "assemble-local";

    private People() {}

    /// Someone without a token.
    static RequestSpecification anyone() {
        return given().baseUri(WholePlatform.gateway().toString());
    }

    static RequestSpecification as(String person) {
        return anyone().header("Authorization", "Bearer " + token(person, "assemble-web"));
    }

    static Response post(String person, String path, Object body) {
        return as(person)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(body)
                .post(path);
    }

    static Response get(String person, String path) {
        return as(person).get(path);
    }

    static String token(String person, String client) {
        return given().baseUri(WholePlatform.keycloak().toString())
                .formParams(
                        Map.of(
                                "grant_type", "password",
                                "client_id", client,
                                "username", person,
                                "password", PASSWORD,
                                "scope", "openid"))
                .post("/realms/assemble/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }
}
