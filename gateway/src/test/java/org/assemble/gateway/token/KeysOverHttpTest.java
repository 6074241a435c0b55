package org.assemble.gateway.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.assemble.gateway.world.Eventually;
import org.assemble.gateway.world.Inside;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Defect 6: what to remember of a token, and for how long; and what an unknown key may cost.
@QuarkusTest
@WithTestResource(World.class)
@TestProfile(KeysOverHttpTest.ShortCoolDown.class)
class KeysOverHttpTest {

    public static class ShortCoolDown implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "assemble.gateway.tokens.unknown-keys-cool-down", "2S",
                    "assemble.gateway.tokens.keys-looked-at-every", "0.2S");
        }
    }

    private static final long COOL_DOWN_MILLIS = 2_000;
    private static final long LOOKED_AT_EVERY_MILLIS = 200;

    World world;

    @BeforeEach
    void a_service_that_answers() {
        world.campaign().answer("{}");
    }

    @AfterEach
    void the_sign_in_is_back() {
        world.issuer().setAway(false);
        world.issuer().setWithdrawn(false);
    }

    @Test
    void a_key_that_is_withdrawn_opens_nothing_any_more_though_no_other_took_its_place() {
        String remembered = world.issuer().token();
        Eventually.holds("it is good", () -> statusFor(remembered) == 200);

        world.issuer().setWithdrawn(true);

        Eventually.holds("it is seen that it is withdrawn", () -> statusFor(remembered) == 401);
        world.issuer().setWithdrawn(false);
        Eventually.holds("it is good", () -> statusFor(remembered) == 200);
    }

    @Test
    void when_keys_change_the_new_one_is_fetched_and_tokens_of_the_old_are_forgotten() {
        String old = world.issuer().token();
        assertThat(statusFor(old)).isEqualTo(200);

        world.issuer().changeKeys("second");
        String fresh = world.issuer().token();

        Eventually.holds("the new key is there", () -> statusFor(fresh) == 200);
        assertThat(statusFor(old)).isIn(401, 503);
        Eventually.holds("it is certain that the old one is gone", () -> statusFor(old) == 401);
    }

    @Test
    void known_keys_go_on_while_the_sign_in_is_away() {
        assertThat(statusFor(world.issuer().token())).isEqualTo(200);
        world.issuer().setAway(true);
        Eventually.holds("it is seen that it is away", () -> "away".equals(signIn()));

        assertThat(statusFor(world.issuer().token())).isEqualTo(200);
    }

    @Test
    void a_new_key_waits_until_the_sign_in_is_back() {
        assertThat(statusFor(world.issuer().token())).isEqualTo(200);
        world.issuer().setAway(true);
        world.issuer().changeKeys("third");
        String fresh = world.issuer().token();

        Eventually.holds("it waits", () -> statusFor(fresh) == 503);
        world.issuer().setAway(false);
        Eventually.holds("the new key is there", () -> statusFor(fresh) == 200);
    }

    @Test
    void unknown_keys_are_asked_for_no_more_than_once_in_the_cool_down() {
        assertThat(statusFor(world.issuer().token())).isEqualTo(200);
        int before = world.issuer().keysAsked();
        Instant begun = Instant.now();

        for (int i = 0; i < 30; i++) {
            assertThat(statusFor(world.issuer().signedWithUnknownKey("unknown-" + i)))
                    .isIn(401, 503);
        }

        // One look for them in each cool-down, the regular ones, and one that was under way.
        long millis = Duration.between(begun, Instant.now()).toMillis();
        long looks = 3 + millis / COOL_DOWN_MILLIS + millis / LOOKED_AT_EVERY_MILLIS;
        assertThat(world.issuer().keysAsked() - before).isLessThanOrEqualTo((int) looks);
    }

    @Test
    void who_comes_with_another_unknown_key_in_the_cool_down_is_told_when_to_come_back() {
        Eventually.holds(
                "it was asked for",
                () -> statusFor(world.issuer().signedWithUnknownKey("nobodys")) == 401);

        given().header(
                        "Authorization",
                        "Bearer " + world.issuer().signedWithUnknownKey("perhaps-somebodys"))
                .get("/api/v1/campaigns")
                .then()
                .statusCode(503)
                .header("Retry-After", matchesPattern("[1-3]"))
                .body("code", equalTo("sign-in-away"));
        assertThat(statusFor(world.issuer().signedWithUnknownKey("nobodys"))).isEqualTo(401);
    }

    private int statusFor(String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/api/v1/campaigns")
                .statusCode();
    }

    private static String signIn() {
        return Inside.ready().path("checks.find { it.name == 'sign-in' }.data.'sign-in'");
    }
}
