package org.assemble.acceptance;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;

/// A client of the realm whose tokens live for two seconds: made for one test, since the realm has
/// none like it.
final class ShortLived {
    static final String CLIENT = "short-lived";

    private ShortLived() {}

    static void makeClient() {
        admin().contentType("application/json")
                .body(
                        Map.of(
                                "clientId",
                                CLIENT,
                                "publicClient",
                                true,
                                "directAccessGrantsEnabled",
                                true,
                                "optionalClientScopes",
                                People.SCOPES.replaceFirst("openid ", "").split(" "),
                                "attributes",
                                Map.of("access.token.lifespan", "2"),
                                "protocolMappers",
                                List.of(
                                        Map.of(
                                                "name", "assemble-api",
                                                "protocol", "openid-connect",
                                                "protocolMapper", "oidc-audience-mapper",
                                                "config",
                                                        Map.of(
                                                                "included.custom.audience",
                                                                        "assemble-api",
                                                                "access.token.claim", "true")))))
                .post("/admin/realms/assemble/clients")
                .then()
                .statusCode(201);
    }

    private static RequestSpecification admin() {
        String token =
                given().baseUri(WholePlatform.keycloak().toString())
                        .formParams(
                                Map.of(
                                        "grant_type", "password",
                                        "client_id", "admin-cli",
                                        "username", "admin",
                                        "password",
                                                WholePlatform.secret("keycloak.admin.password")))
                        .post("/realms/master/protocol/openid-connect/token")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("access_token");
        return given().baseUri(WholePlatform.keycloak().toString())
                .header("Authorization", "Bearer " + token);
    }
}
