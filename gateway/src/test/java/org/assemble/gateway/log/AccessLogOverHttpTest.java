package org.assemble.gateway.log;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.world.Eventually;
import org.assemble.gateway.world.Wire;
import org.assemble.gateway.world.World;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(World.class)
class AccessLogOverHttpTest {

    @TestHTTPResource URI gateway;

    @Inject GatewaySettings settings;

    World world;

    private String text() {
        Path file = settings.accessLog().file().orElseThrow();
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String lineOf(String requestId) {
        Eventually.holds(
                "it is written", () -> text().contains("\"requestId\":\"" + requestId + "\""));
        return text().lines().filter(line -> line.contains(requestId)).findFirst().orElseThrow();
    }

    @Test
    void a_request_is_one_line_of_json() {
        world.campaign().answer("{\"a\": 1}");
        Response answer =
                given().header("Authorization", "Bearer " + world.issuer().tokenOf("web"))
                        .header(
                                "traceparent",
                                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                        .contentType("application/json")
                        .body("{\"name\": 7}")
                        .post("/api/v1/campaigns/7");

        JsonObject line = new JsonObject(lineOf(answer.header("X-Request-Id")));
        assertThat(line.fieldNames())
                .containsExactlyInAnyOrder(
                        "time",
                        "requestId",
                        "traceId",
                        "caller",
                        "client",
                        "method",
                        "route",
                        "service",
                        "status",
                        "millis",
                        "bytesIn",
                        "bytesOut");
        assertThat(line.getString("traceId")).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(line.getString("client")).isEqualTo("web");
        assertThat(line.getString("method")).isEqualTo("POST");
        assertThat(line.getString("route")).isEqualTo("/api/v1/campaigns");
        assertThat(line.getString("service")).isEqualTo("campaign");
        assertThat(line.getInteger("status")).isEqualTo(200);
        assertThat(line.getDouble("millis")).isBetween(0.0, 60_000.0);
        assertThat(line.getInteger("bytesIn")).isEqualTo(11);
        assertThat(line.getInteger("bytesOut")).isEqualTo(8);
    }

    @Test
    void nothing_personal_and_no_secret_is_written() {
        world.campaign().answer("{}");
        String id =
                given().header("User-Agent", "Margaret's phone")
                        .header("Authorization", "Bearer " + world.issuer().forged())
                        .get("/api/v1/campaigns/codes/hush-hush?email=margaret@example.org")
                        .header("X-Request-Id");

        assertThat(lineOf(id))
                .contains("\"refusal\":\"not-signed-in\"")
                .doesNotContain("127.0.0.1", "Margaret", "margaret", "hush", "email", "eyJ");
        assertThat(new JsonObject(lineOf(id)).getString("caller")).matches("[0-9a-f]{12}");
    }

    @Test
    void a_caller_who_left_is_said_to_have_left() throws Exception {
        CompletableFuture<String> asked = new CompletableFuture<>();
        world.campaign().does(request -> asked.complete(request.getHeader("X-Request-Id")));
        try (Wire wire = new Wire(gateway.getPort())) {
            wire.send("GET /api/v1/campaigns HTTP/1.1", "Host: x", "", "");
            asked.get(10, TimeUnit.SECONDS);
        }

        assertThat(lineOf(asked.get())).contains("\"callerLeft\":true", "\"status\":499");
    }
}
