package org.assemble.gateway.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assemble.gateway.world.Eventually;
import org.assemble.gateway.world.FakeService;
import org.assemble.gateway.world.Inside;
import org.assemble.gateway.world.Wire;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(World.class)
class MetricsOverHttpTest {

    @TestHTTPResource URI gateway;

    World world;

    private static String scrape() {
        return Inside.metrics().asString();
    }

    private static double value(String name, String... labels) {
        return scrape().lines()
                .filter(line -> line.startsWith(name + "{"))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void requests_are_counted_by_route_client_and_outcome() {
        String word = world.table().add(gateway.getPort(), world.another().url());
        String token =
                world.issuer()
                        .sign(
                                world.issuer()
                                        .claims()
                                        .claim("azp", "counted")
                                        .claim("scope", word + ":read"));
        for (int i = 0; i < 3; i++) {
            given().header("Authorization", "Bearer " + token).get("/api/v1/" + word + "/" + i);
        }
        given().header("Authorization", "none").get("/api/v1/" + word);

        String route = "route=\"/api/v1/" + word + "\"";
        Eventually.holds(
                "they are counted",
                () ->
                        value(
                                        "gateway_requests_seconds_count",
                                        route,
                                        "client=\"counted\"",
                                        "outcome=\"2xx\"")
                                == 3);
        assertThat(value("gateway_requests_seconds_count", route, "outcome=\"4xx\"")).isPositive();
        assertThat(value("gateway_requests_seconds_bucket", route, "le=\"10.0\"")).isPositive();
        assertThat(value("gateway_refusals_total", "code=\"not-signed-in\"")).isPositive();
    }

    @Test
    void who_left_and_what_broke_off_are_no_successes() {
        FakeService service = world.another();
        String word = world.table().add(gateway.getPort(), service.url());
        String route = "route=\"/api/v1/" + word + "\"";
        service.does(request ->
                request.response()
                        .putHeader("Content-Length", "200000")
                        .write("x".repeat(100_000))
                        .onComplete(_ -> request.connection().close()));
        Wire.exchange(gateway.getPort(), "GET /api/v1/" + word + " HTTP/1.1", "Host: x", "", "");
        service.does(_ -> {});
        try (Wire wire = new Wire(gateway.getPort())) {
            wire.send("GET /api/v1/" + word + " HTTP/1.1", "Host: x", "", "");
            Eventually.holds("it is asked", () -> !service.asked().isEmpty());
        }

        for (String outcome : List.of("broken", "left")) {
            Eventually.holds(
                    outcome + " is counted",
                    () -> count(route, "outcome=\"" + outcome + "\"") == 1);
        }
        assertThat(count(route, "outcome=\"2xx\"")).isZero();
    }

    @Test
    void nobody_outside_reads_them() {
        for (String path : List.of("/q/metrics", "/q/health", "/q/health/ready")) {
            given().get(path).then().statusCode(404).body("code", equalTo("unknown-address"));
        }
    }

    private static double count(String... labels) {
        return value("gateway_requests_seconds_count", labels);
    }

    @Test
    void nothing_that_a_caller_writes_makes_a_series() {
        for (int i = 0; i < 200; i++) {
            given().get("/api/v1/campaigns/" + i + "?q=" + i);
            given().get("/api/v1/nothing" + i);
        }

        Matcher routes = Pattern.compile("route=\"([^\"]*)\"").matcher(scrape());
        assertThat(routes.results().map(found -> found.group(1)).distinct())
                .contains("none", "/api/v1/campaigns")
                .allMatch(route -> route.equals("none") || !route.matches(".*(nothing|/[0-9]+).*"))
                .hasSizeLessThan(100);
    }

    @Test
    void each_service_tells_how_it_is() {
        Eventually.holds(
                "it is told",
                () ->
                        value("gateway_service_addresses_ready", "service=\"campaign\"") == 1
                                && value("gateway_service_addresses_ready", "service=\"ledger\"")
                                        == 0);
        assertThat(scrape())
                .contains(
                        "gateway_service_requests{",
                        "gateway_service_streams{",
                        "gateway_service_breakers_open{",
                        "gateway_service_retries_total{",
                        "gateway_cache_hits_total");
    }
}
