package org.assemble.acceptance;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Requests to the gateway, made by the people of the local realm.
final class People {
    static final String PASSWORD = "assemble-local";
    static final String WEB = "assemble-web";
    private static final Duration USED_FOR = Duration.ofMinutes(2);
    private static final Map<String, Token> TOKENS = new ConcurrentHashMap<>();

    private record Token(String text, Instant until) {}

    private People() {}

    /// Someone without a token. Whatever is answered must be as the API's description says.
    static RequestSpecification anyone() {
        return given().baseUri(WholePlatform.gateway().toString()).filter(new AsDescribed());
    }

    static RequestSpecification as(String person) {
        return anyone().header("Authorization", "Bearer " + token(person));
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

    /// A token that is got once and used for a while, as an application does.
    static String token(String person) {
        return token(person, () -> signIn(person, WEB));
    }

    /// @param whose what it is remembered by
    static String token(String whose, Supplier<String> signIn) {
        return TOKENS.compute(
                        whose,
                        (_, known) ->
                                known != null && Instant.now().isBefore(known.until())
                                        ? known
                                        : new Token(signIn.get(), Instant.now().plus(USED_FOR)))
                .text();
    }

    /// A new token, which says what the person may do by now.
    static String renewed(String person) {
        TOKENS.remove(person);
        return token(person);
    }

    static final String SCOPES =
            "openid campaign:read campaign:write assembly:read assembly:write training:read training:write"
                    + " ledger:read ledger:write gateway:read gateway:write";

    /// What a token says.
    static JsonPath claims(String token) {
        return JsonPath.from(
                new String(
                        Base64.getUrlDecoder().decode(token.split("\\.")[1]),
                        StandardCharsets.UTF_8));
    }

    /// A machine's token, by the secret of its client.
    static String machineToken() {
        return given().baseUri(WholePlatform.keycloak().toString())
                .formParams(
                        Map.of(
                                "grant_type", "client_credentials",
                                "client_id", "assemble-machine",
                                "client_secret", WholePlatform.secret("keycloak.machine.secret")))
                .post("/realms/assemble/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    static String signIn(String person, String client) {
        return signIn(person, client, SCOPES);
    }

    static String signIn(String person, String client, String scopes) {
        return given().baseUri(WholePlatform.keycloak().toString())
                .formParams(
                        Map.of(
                                "grant_type", "password",
                                "client_id", client,
                                "username", person,
                                "password", PASSWORD,
                                "scope", scopes))
                .post("/realms/assemble/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }
}
