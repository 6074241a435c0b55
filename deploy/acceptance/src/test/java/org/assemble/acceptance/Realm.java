package org.assemble.acceptance;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The realm as its administrator fills it: with people and applications for a test.
final class Realm {
    private Realm() {}

    /// Someone to sign in as, with everybody's password.
    record Person(String userName, List<String> roles, List<String> groups) {
        private Map<String, Object> user() {
            return Map.of(
                    "username",
                    userName,
                    "firstName",
                    "Matrix",
                    "lastName",
                    userName,
                    "email",
                    userName + "@example.org",
                    "emailVerified",
                    true,
                    "enabled",
                    true,
                    "realmRoles",
                    roles,
                    "groups",
                    groups,
                    "credentials",
                    List.of(Map.of("type", "password", "value", People.PASSWORD)));
        }
    }

    /// An application that people sign in with by their password.
    ///
    /// @param audiences for whom its tokens are
    record Client(String id, int tokenSeconds, List<String> audiences) {
        private Map<String, Object> client() {
            return Map.of(
                    "clientId", id,
                    "publicClient", true,
                    "directAccessGrantsEnabled", true,
                    "defaultClientScopes", List.of("basic", "roles", "profile", "email"),
                    "optionalClientScopes", People.SCOPES.replaceFirst("openid ", "").split(" "),
                    "attributes", Map.of("access.token.lifespan", Integer.toString(tokenSeconds)),
                    "protocolMappers",
                            Stream.concat(audiences.stream().map(Client::audience), groups())
                                    .toList());
        }

        private static Map<String, Object> audience(String audience) {
            return mapper(audience, "oidc-audience-mapper", "included.custom.audience", audience);
        }

        private static Stream<Map<String, Object>> groups() {
            return Stream.of(
                    mapper("groups", "oidc-group-membership-mapper", "claim.name", "groups"));
        }

        private static Map<String, Object> mapper(
                String name, String kind, String setting, String value) {
            return Map.of(
                    "name",
                    name,
                    "protocol",
                    "openid-connect",
                    "protocolMapper",
                    kind,
                    "config",
                    Map.of(setting, value, "full.path", "true", "access.token.claim", "true"));
        }
    }

    /// Makes them all; those that are there already are made anew.
    static void fill(List<Person> people, List<Client> clients) {
        admin().contentType("application/json")
                .body(
                        Map.of(
                                "ifResourceExists", "OVERWRITE",
                                "users", people.stream().map(Person::user).toList(),
                                "clients", clients.stream().map(Client::client).toList()))
                .post("/admin/realms/assemble/partialImport")
                .then()
                .statusCode(200);
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
