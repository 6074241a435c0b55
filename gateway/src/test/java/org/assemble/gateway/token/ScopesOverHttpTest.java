package org.assemble.gateway.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(World.class)
class ScopesOverHttpTest {

    World world;

    @BeforeEach
    void a_service_that_answers() {
        world.campaign().answer("{}");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,campaign:read",
        "POST,campaign:write",
        "PUT,campaign:write",
        "DELETE,campaign:write"
    })
    void what_an_application_asked_for_it_may_do(Method method, String scope) {
        given().header("Authorization", "Bearer " + tokenFor("openid " + scope))
                .request(method, "/api/v1/campaigns")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,openid,campaign:read",
        "GET,campaign:write,campaign:read",
        "GET,ledger:read,campaign:read",
        "GET,'',campaign:read",
        "POST,campaign:read,campaign:write",
        "PATCH,campaign:read ledger:write,campaign:write"
    })
    void what_it_did_not_ask_for_is_refused_and_the_missing_scope_named(
            Method method, String asked, String missing) {
        for (String again : new String[] {"verified now", "remembered"}) {
            given().header("Authorization", "Bearer " + tokenFor(asked))
                    .request(method, "/api/v1/campaigns")
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .header(
                            "WWW-Authenticate",
                            equalTo(
                                    "Bearer realm=\"assemble\", error=\"insufficient_scope\", scope=\"%s\""
                                            .formatted(missing)))
                    .body("code", equalTo("scope-missing"));
            assertThat(world.campaign().asked()).as(again).isEmpty();
        }
    }

    @Test
    void a_token_without_any_scope_opens_nothing() {
        JwtClaimsBuilder claims = world.issuer().claims();
        claims.remove("scope");

        given().header("Authorization", "Bearer " + world.issuer().sign(claims))
                .get("/api/v1/campaigns")
                .then()
                .statusCode(403);
    }

    private String tokenFor(String scopes) {
        return world.issuer().sign(world.issuer().claims().claim("scope", scopes));
    }
}
