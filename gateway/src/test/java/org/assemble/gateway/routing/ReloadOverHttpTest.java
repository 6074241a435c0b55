package org.assemble.gateway.routing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.assemble.gateway.world.Eventually;
import org.assemble.gateway.world.FakeService;
import org.assemble.gateway.world.Inside;
import org.assemble.gateway.world.Wire;
import org.assemble.gateway.world.World;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(World.class)
class ReloadOverHttpTest {

    @TestHTTPResource URI gateway;

    World world;

    @Inject Routing routing;

    private static final PatternFormatter MESSAGE = new PatternFormatter("%s");

    private final Logger log = Logger.getLogger(Routing.class.getName());
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Handler listening =
            new Handler() {
                @Override
                public void publish(LogRecord line) {
                    said.add(MESSAGE.format(line));
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @BeforeEach
    void listen() {
        log.addHandler(listening);
    }

    @AfterEach
    void mend() {
        world.table().write(world.table().text());
        Eventually.holds("the table is well", () -> refused() == null);
        log.removeHandler(listening);
    }

    private static String refused() {
        return Inside.ready()
                .path("checks.find { it.name == 'services' }.data.refusedRoutingTable");
    }

    @Test
    void a_new_address_counts_without_a_restart() {
        FakeService old = world.another();
        FakeService young = world.another();
        old.answer("\"old\"");
        young.answer("\"young\"");
        String word = world.table().add(gateway.getPort(), old.url());
        given().get("/api/v1/" + word).then().body(equalTo("\"old\""));

        world.table().write(world.table().text().replace(old.url(), young.url()));

        Eventually.holds(
                "the new one answers",
                () -> given().get("/api/v1/" + word).asString().equals("\"young\""));
    }

    @Test
    void a_request_whose_body_comes_after_the_change_goes_to_the_new_address() {
        FakeService old = world.another();
        FakeService young = world.another();
        old.answer("\"old\"");
        young.answer("\"young\"");
        String word = world.table().add(gateway.getPort(), old.url());
        try (Wire wire = new Wire(gateway.getPort())) {
            wire.send(
                    "POST /api/v1/" + word + " HTTP/1.1",
                    "Host: x",
                    "Content-Length: 2",
                    "Connection: close",
                    "",
                    "");
            world.table().write(world.table().text().replace(old.url(), young.url()));
            Eventually.holds(
                    "the new one answers",
                    () -> given().get("/api/v1/" + word).asString().equals("\"young\""));
            wire.send("{}");

            assertThat(wire.readToEnd().body()).isEqualTo("\"young\"");
        }
        assertThat(old.asked()).noneMatch(request -> request.method() == HttpMethod.POST);
    }

    @Test
    void a_table_with_an_empty_entry_is_refused_too() {
        world.campaign().answer("{}");

        world.table().write(world.table().text().replace("routes:\n", "routes:\n  -\n"));

        Eventually.holds("it is refused", () -> refused() != null);
        given().get("/api/v1/campaigns").then().statusCode(200);
    }

    @Test
    void a_broken_table_is_refused_and_the_one_before_it_goes_on() {
        world.campaign().answer("{}");

        world.table().write(world.table().text().replace("[assemblies]", "[campaigns]"));

        Eventually.holds("it is refused", () -> refused() != null);
        given().get("/api/v1/campaigns").then().statusCode(200);
        Inside.ready()
                .then()
                .statusCode(200)
                .body(containsString("the word \\\"campaigns\\\" is listed twice"));
        assertThat(said)
                .anyMatch(line ->
                        line.contains("the one before it goes on")
                                && line.contains("\"campaigns\" is listed twice"));
    }

    @Test
    void a_table_that_is_no_table_is_refused_too() {
        world.campaign().answer("{}");

        world.table().write("services: [");

        Eventually.holds("it is refused", () -> refused() != null);
        given().get("/api/v1/campaigns").then().statusCode(200);
    }

    @Test
    void a_table_that_not_everything_can_follow_is_refused_as_a_whole() {
        String word = "followed-by-not-all";
        routing.follow(table -> {
            if (table.serviceFor("/api/v1/" + word).isPresent()) {
                throw new IllegalStateException("not where it leads");
            }
        });
        world.campaign().answer("{}");
        RoutingTable before = routing.now();

        world.table()
                .write(world.table().text().replace("[assemblies]", "[assemblies, " + word + "]"));

        Eventually.holds("it is refused", () -> refused() != null);
        assertThat(refused()).contains("not where it leads");
        assertThat(routing.now()).isSameAs(before);
        given().get("/api/v1/" + word).then().statusCode(404);
        given().get("/api/v1/campaigns").then().statusCode(200);
    }

    @Test
    void an_answer_that_has_begun_goes_on_when_its_service_is_another() throws Exception {
        FakeService old = world.another();
        CompletableFuture<HttpServerRequest> asked = new CompletableFuture<>();
        old.does(request -> {
            request.response().setChunked(true).write("x".repeat(70_000));
            asked.complete(request);
        });
        String word = world.table().add(gateway.getPort(), old.url());
        CompletableFuture<String> answer =
                CompletableFuture.supplyAsync(() -> given().get("/api/v1/" + word).asString());
        HttpServerRequest request = asked.get(10, TimeUnit.SECONDS);
        old.answer("\"old\"");

        world.table().write(world.table().text().replace(old.url(), world.another().url()));
        Eventually.holds(
                "the new one answers",
                () -> given().get("/api/v1/" + word).asString().equals("{}"));
        request.response().end("the end");

        assertThat(answer.get(10, TimeUnit.SECONDS)).hasSize(70_007).endsWith("the end");
    }
}
