package org.assemble.gateway.cache;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.assemble.gateway.world.Eventually;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 9111, for answers that are called public.
@QuarkusTest
@WithTestResource(World.class)
class PublicAnswersOverHttpTest {

    World world;

    private final String path = "/api/v1/campaigns/" + UUID.randomUUID();

    private void answers(String... headers) {
        world.campaign()
                .does(request -> {
                    for (int i = 0; i < headers.length; i += 2) {
                        request.response().putHeader(headers[i], headers[i + 1]);
                    }
                    request.response()
                            .putHeader("Content-Type", "application/json")
                            .putHeader("ETag", "\"1\"")
                            .end("{\"answer\": " + world.campaign().asked().size() + "}");
                });
    }

    private Response get() {
        return given().get(path);
    }

    private void assertAsked(int times) {
        assertThat(world.campaign().asked()).hasSize(times);
    }

    @Test
    void a_public_answer_is_given_again_with_its_age_and_its_own_number() {
        answers("Cache-Control", "public, max-age=60");
        Response first = get();
        Response second = get();

        assertAsked(1);
        second.then()
                .statusCode(200)
                .body("answer", equalTo(1))
                .header("ETag", "\"1\"")
                .header("Cache-Control", "public, max-age=60")
                .header("Age", matchesPattern("[0-9]"))
                .header("RateLimit", notNullValue())
                .header("X-Request-Id", not(first.header("X-Request-Id")));
    }

    @Test
    void a_caller_who_has_it_is_told_so() {
        answers("Cache-Control", "public, max-age=60");
        get();

        given().header("If-None-Match", "\"0\", W/\"1\"")
                .get(path)
                .then()
                .statusCode(304)
                .header("ETag", "\"1\"")
                .body(equalTo(""));
        given().header("If-None-Match", "\"2\"").get(path).then().statusCode(200);
        assertAsked(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public",
                "max-age=60",
                "public, max-age=0",
                "public, s-maxage=0, max-age=60",
                "public, no-store, max-age=60",
                "public, no-cache, max-age=60",
                "private, max-age=60",
                "public, private=\"x\", max-age=60",
                "public, max-age=soon"
            })
    void what_is_not_public_for_a_while_is_asked_for_each_time(String control) {
        answers("Cache-Control", control);
        get();
        get();

        assertAsked(2);
    }

    @Test
    void what_sets_a_cookie_or_varies_by_everything_or_is_old_is_not_kept() {
        String[][] others = {{"Set-Cookie", "a=1"}, {"Vary", "*"}, {"Age", "60"}};
        for (String[] other : others) {
            answers("Cache-Control", "public, max-age=60", other[0], other[1]);
            get();
            get();
            assertAsked(2);
        }
    }

    @Test
    void what_a_person_asks_for_is_neither_kept_nor_given_from_what_is_kept() {
        answers("Cache-Control", "public, max-age=60");
        getSignedIn().then().body("answer", equalTo(1));
        get().then().body("answer", equalTo(2));
        getSignedIn().then().body("answer", equalTo(3)).header("Age", nullValue());

        get().then().body("answer", equalTo(2));
    }

    private Response getSignedIn() {
        return given().header("Authorization", "Bearer " + world.issuer().token()).get(path);
    }

    @Test
    void answers_are_kept_apart_by_what_they_vary_by() {
        answers("Cache-Control", "public, max-age=60", "Vary", "Accept, Accept-Language");
        inWelsh().then().body("answer", equalTo(1));
        get().then().body("answer", equalTo(2));

        inWelsh().then().body("answer", equalTo(1));
        get().then().body("answer", equalTo(2));
        assertAsked(2);
    }

    private Response inWelsh() {
        return given().header("Accept-Language", "cy").get(path);
    }

    @Test
    void queries_are_other_addresses() {
        answers("Cache-Control", "public, max-age=60");
        get();
        given().get(path + "?page=2").then().body("answer", equalTo(2));
    }

    @Test
    void its_time_passes() {
        answers("Cache-Control", "public, s-maxage=1, max-age=60");
        get();

        Eventually.holds("it is asked for again", () -> get().path("answer").equals(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-cache", "no-store", "max-age=0"})
    void a_caller_may_want_a_fresh_one(String control) {
        answers("Cache-Control", "public, max-age=60");
        get();

        given().header("Cache-Control", control).get(path).then().body("answer", equalTo(2));
    }

    @Test
    void a_write_to_the_same_address_makes_it_forgotten() {
        answers("Cache-Control", "public, max-age=60");
        get();
        given().contentType("application/json").body("{}").put(path);

        get().then().body("answer", equalTo(3));
    }

    @Test
    void so_does_one_that_is_answered_without_a_body() {
        answers("Cache-Control", "public, max-age=60");
        get();
        world.campaign().does(request -> request.response().setStatusCode(204).end());
        given().delete(path).then().statusCode(204);
        answers("Cache-Control", "public, max-age=60");

        get();
        assertAsked(1);
    }

    @Test
    void failures_are_not_kept() {
        world.campaign()
                .does(request ->
                        request.response()
                                .setStatusCode(500)
                                .putHeader("Cache-Control", "public, max-age=60")
                                .end());
        get();
        get();

        assertAsked(2);
    }
}
