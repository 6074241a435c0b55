package org.assemble.gateway.forward;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Handler;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assemble.gateway.world.Eventually;
import org.assemble.gateway.world.RawService;
import org.assemble.gateway.world.Wire;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A service that is slow, dead, half-open or lying gives a clean problem, and slows nobody else.
@QuarkusTest
@WithTestResource(World.class)
class BadServicesOverHttpTest {

    private static final String OK = "HTTP/1.1 200 OK";
    private static final String[] MUCH = {
        OK,
        "Content-Length: 100000",
        "Content-Type: application/json",
        "Content-Encoding: br",
        "Cache-Control: public, max-age=60",
        "ETag: \"1\"",
        "",
        ""
    };

    @TestHTTPResource URI gateway;

    World world;

    static List<Arguments> bad() {
        return List.of(
                when(502, "service-broken", "hangs up", RawService.hangsUp()),
                when(504, "service-slow", "accepts and says nothing", RawService.isSilent()),
                when(504, "service-slow", "begins a head", RawService.says(OK, "Content-Le")),
                when(
                        502,
                        "service-broken",
                        "says less than it announced",
                        RawService.saysAndLeaves(OK, "Content-Length: 10", "", "{}")),
                when(
                        502,
                        "service-unreadable",
                        "says more than it announced",
                        RawService.says(OK, "Content-Length: 2", "", "{\"more\": 1}")),
                when(
                        502,
                        "service-unreadable",
                        "says its length in two ways",
                        RawService.says(
                                OK,
                                "Content-Length: 2",
                                "Transfer-Encoding: chunked",
                                "",
                                "2",
                                "{}",
                                "0",
                                "",
                                "")),
                when(
                        502,
                        "service-unreadable",
                        "says two lengths",
                        RawService.says(OK, "Content-Length: 2", "Content-Length: 3", "", "{}")),
                when(
                        502,
                        "service-unreadable",
                        "says a length that is none",
                        RawService.says(OK, "Content-Length: two", "", "{}")),
                when(
                        502,
                        "service-broken",
                        "breaks off between chunks",
                        RawService.saysAndLeaves(
                                OK,
                                "Content-Type: application/json",
                                "Transfer-Encoding: chunked",
                                "",
                                "2",
                                "{\"",
                                "")),
                when(
                        502,
                        "service-unreadable",
                        "says a chunk's length that is none",
                        RawService.says(OK, "Transfer-Encoding: chunked", "", "zz", "{}", "")),
                when(
                        502,
                        "service-unreadable",
                        "says no HTTP",
                        RawService.says("SSH-2.0-OpenSSH_9.2", "", "")),
                when(
                        502,
                        "service-unreadable",
                        "says a head without end",
                        RawService.says(OK, "X-Long: " + "x".repeat(100_000), "", "")),
                when(
                        504,
                        "service-slow",
                        "falls silent in the middle",
                        RawService.says(OK, "Content-Length: 10", "", "{}")),
                when(504, "service-slow", "announces much and says nothing", RawService.says(MUCH)),
                when(
                        502,
                        "service-broken",
                        "announces much and leaves",
                        RawService.saysAndLeaves(MUCH)));
    }

    private static Arguments when(
            int status, String code, String what, Handler<NetSocket> behaviour) {
        return Arguments.of(what, behaviour, status, code);
    }

    @ParameterizedTest(name = "a service that {0}")
    @MethodSource("bad")
    void gives_a_clean_problem_and_the_next_request_is_answered(
            String what, Handler<NetSocket> behaviour, int status, String code) {
        RawService service = world.raw(behaviour);
        String word = add(service.url());

        given().post("/api/v1/" + word)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("requestId", notNullValue())
                .header("ETag", nullValue())
                .header("Cache-Control", nullValue())
                .header("Content-Encoding", nullValue());

        service.does(RawService.says(OK, "Content-Length: 2", "", "{}"));
        given().get("/api/v1/" + word).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2\r\n\r\n{}" + OK + "\r\nContent-Length: 9\r\n\r\npoisoned!",
                "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + OK + "\r\nX-Poisoned:"
            })
    void a_surplus_never_becomes_the_next_callers_answer(String surplus) {
        RawService service = world.raw(RawService.says(OK, surplus));
        String word = add(service.url());

        assertThat(ask(word).status()).isEqualTo(502);
        service.does(RawService.says(OK, "Content-Length: 4", "", "mine"));
        for (int i = 0; i < 5; i++) {
            assertThat(ask(word).body()).isEqualTo("mine");
        }
    }

    @Test
    void what_falls_silent_is_asked_once() {
        RawService service = world.raw(RawService.says(OK, "Content-Length: 10", "", "{}"));
        String word = add(service.url());

        given().get("/api/v1/" + word).then().statusCode(504);
        assertThat(service.asked()).hasSize(1);
    }

    @Test
    void bodies_that_callers_do_not_send_are_no_failures_of_the_service() {
        RawService service = world.raw(RawService.says(OK, "Content-Length: 2", "", "{}"));
        service.does(RawService.isSilent());
        String word = add(service.url(), "answer: 200ms", "silence: 400ms");
        List<Wire> callers = IntStream.range(0, 24).mapToObj(_ -> begun(word)).toList();
        callers.forEach(caller -> {
            assertThat(caller.readToEnd().status()).isIn(408, 504);
            caller.close();
        });

        service.does(RawService.says(OK, "Content-Length: 2", "", "{}"));
        assertThat(ask(word).status()).isEqualTo(200);
    }

    /// A request of whose body the first byte has come.
    private Wire begun(String word) {
        Wire wire = new Wire(gateway.getPort());
        wire.send(
                "POST /api/v1/" + word + " HTTP/1.1",
                "Host: x",
                "Content-Length: 100",
                "Connection: close",
                "",
                "{");
        return wire;
    }

    @Test
    void nobody_there_is_said_at_once() {
        String word = add(World.urlOfNobody());

        Instant begun = Instant.now();
        assertThat(ask(word).body()).contains("service-away");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_service_that_was_found_silent_keeps_nobody_waiting() {
        RawService service = world.raw(RawService.isSilent()).whenLookedAt(RawService.isSilent());
        String word = add(service.url(), "answer: 30s");

        Eventually.holds("it is given up", () -> quickly(word).contains("service-away"));
    }

    /// Asks with less patience than the gateway has.
    private String quickly(String word) {
        try (Wire wire = new Wire(gateway.getPort())) {
            wire.send("GET /api/v1/" + word + " HTTP/1.1", "Host: x", "Connection: close", "", "");
            wire.patience(Duration.ofMillis(200));
            return wire.readToEnd().body();
        }
    }

    @Test
    void a_silent_service_fills_its_own_places_only() {
        RawService service = world.raw(RawService.isSilent());
        String word = add(service.url(), "answer: 2s", "atOnce: 3");
        world.assembly().answer("{}");

        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Wire.Answer>> waiting =
                    IntStream.range(0, 3).mapToObj(_ -> callers.submit(() -> ask(word))).toList();
            Eventually.holds("its places are taken", () -> service.asked().size() == 3);

            Instant begun = Instant.now();
            assertThat(ask(word).body()).contains("service-busy");
            given().get("/api/v1/assemblies").then().statusCode(200);
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(1));
            assertThat(waiting)
                    .allSatisfy(answer -> assertThat(answer.get().body()).contains("service-slow"));
        }
        service.does(RawService.says(OK, "Content-Length: 2", "", "{}"));
        assertThat(ask(word).status()).as("places are given back").isEqualTo(200);
    }

    @Test
    void what_keeps_failing_is_given_a_pause_and_then_tried_by_one() {
        RawService service = world.raw(RawService.hangsUp());
        String word = add(service.url());

        Eventually.holds("it is given a pause", () -> ask(word).body().contains("service-away"));
        int asked = service.asked().size();
        assertThat(ask(word).status()).isEqualTo(503);
        assertThat(service.asked()).as("nothing more reaches it").hasSize(asked);

        service.does(RawService.says(OK, "Content-Length: 2", "", "{}"));
        Eventually.holds("it is tried again", () -> ask(word).status() == 200);
    }

    private String add(String url, String... more) {
        String[] lines = more.length > 0 ? more : new String[] {"answer: 300ms", "silence: 1s"};
        return world.table().add(gateway.getPort(), url, lines);
    }

    private Wire.Answer ask(String word) {
        return Wire.exchange(
                gateway.getPort(),
                "POST /api/v1/" + word + " HTTP/1.1",
                "Host: x",
                "Content-Length: 0",
                "Connection: close",
                "",
                "");
    }
}
