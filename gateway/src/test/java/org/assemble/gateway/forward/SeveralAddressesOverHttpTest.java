package org.assemble.gateway.forward;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assemble.gateway.world.Eventually;
import org.assemble.gateway.world.FakeService;
import org.assemble.gateway.world.Inside;
import org.assemble.gateway.world.RawService;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(World.class)
class SeveralAddressesOverHttpTest {

    @TestHTTPResource URI gateway;

    World world;

    private String add(String... urls) {
        return world.table().add(gateway.getPort(), String.join(" ", urls), "answer: 500ms");
    }

    private static int get(String word) {
        return given().get("/api/v1/" + word).statusCode();
    }

    @Test
    void those_that_are_ready_share_the_requests() {
        FakeService one = world.another();
        FakeService two = world.another();
        String word = add(one.url(), two.url());

        IntStream.range(0, 20).forEach(_ -> assertThat(get(word)).isEqualTo(200));

        assertThat(one.asked()).hasSizeBetween(5, 15);
        assertThat(one.asked().size() + two.asked().size()).isEqualTo(20);
    }

    @Test
    void a_connection_is_used_again() {
        FakeService one = world.another();
        String word = add(one.url());

        IntStream.range(0, 200).forEach(_ -> assertThat(get(word)).isEqualTo(200));
        IntStream.range(0, 50)
                .forEach(_ ->
                        given().contentType("application/json").body("{}").post("/api/v1/" + word));

        assertThat(one.asked().stream().map(HttpServerRequest::connection).distinct())
                .as("a few for each event loop, and none for each request")
                .hasSizeLessThan(20);
    }

    @Test
    void one_that_is_not_ready_gets_nothing_until_it_is() {
        FakeService one = world.another();
        FakeService two = world.another();
        two.isReady(false);
        String word = add(one.url(), two.url());
        Eventually.holds("it is out", () -> seen(word).equals("ready, 1 of 2 addresses"));
        two.answer("{}");

        IntStream.range(0, 10).forEach(_ -> assertThat(get(word)).isEqualTo(200));
        assertThat(two.asked()).isEmpty();

        two.isReady(true);
        Eventually.holds("it is back", () -> get(word) == 200 && !two.asked().isEmpty());
    }

    @Test
    void where_none_is_ready_one_is_asked_all_the_same() {
        FakeService one = world.another();
        one.isReady(false);
        String word = add(one.url());
        Eventually.holds("it is seen", () -> seen(word).equals("not ready"));

        assertThat(get(word)).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"GET", "POST", "DELETE"})
    void where_nobody_listens_at_one_another_is_asked_for_nothing_was_sent(Method method) {
        FakeService well = world.another();
        String word = add(World.urlOfNobody(), well.url(), World.urlOfNobody());

        IntStream.range(0, 10)
                .forEach(_ -> given().request(method, "/api/v1/" + word).then().statusCode(200));
        assertThat(well.asked()).hasSize(10);
    }

    @Test
    void what_can_be_asked_twice_is_asked_of_another_when_one_breaks_off() {
        FakeService well = world.another();
        RawService broken = world.raw(RawService.hangsUp());
        String word = add(broken.url(), well.url());

        IntStream.range(0, 6).forEach(_ -> assertThat(get(word)).isEqualTo(200));
        assertThat(broken.asked()).isNotEmpty();
    }

    @Test
    void what_can_not_be_asked_twice_is_asked_once() {
        RawService broken = world.raw(RawService.hangsUp());
        String word = add(broken.url(), broken.url());

        given().post("/api/v1/" + word).then().statusCode(502);
        given().contentType("application/json")
                .body("{}")
                .put("/api/v1/" + word)
                .then()
                .statusCode(502);

        assertThat(broken.asked()).as("a POST, and a PUT whose body is gone").hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"H", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"})
    void nothing_is_asked_again_after_a_byte_was_answered(String answered) {
        RawService broken = world.raw(RawService.saysAndLeaves(answered));
        String word = add(broken.url(), broken.url());

        assertThat(get(word)).isEqualTo(502);
        assertThat(broken.asked()).hasSize(1);
    }

    @Test
    void what_is_slow_is_not_asked_again() {
        RawService slow = world.raw(RawService.isSilent());
        String word = add(slow.url(), slow.url());

        assertThat(get(word)).isEqualTo(504);
        assertThat(slow.asked()).hasSize(1);
    }

    @Test
    void when_all_fail_only_so_many_are_asked_twice() {
        RawService broken = world.raw(RawService.hangsUp());
        String word = add(Stream.generate(broken::url).limit(30).toArray(String[]::new));

        IntStream.range(0, 60).forEach(_ -> get(word));

        assertThat(broken.asked()).hasSizeBetween(61, 60 + 10 + 6);
    }

    private static String seen(String service) {
        return Inside.ready().path("checks.find { it.name == 'services' }.data." + service);
    }
}
