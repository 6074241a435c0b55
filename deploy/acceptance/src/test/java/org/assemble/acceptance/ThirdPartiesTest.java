package org.assemble.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpServer;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What third parties build on: keys to read with, machines of the realm, and being told.
@ExtendWith(WholePlatform.class)
class ThirdPartiesTest {

    private static final String CALLED = "org.assemble.campaign.ElectionCalled.v1";

    private record Received(String id, String timestamp, String signature, String body) {}

    @Test
    void an_application_with_a_key_reads_what_is_public_and_nothing_else() {
        JsonPath made =
                People.as("nadia")
                        .contentType("application/json")
                        .body(Map.of("name", "Map of campaigns"))
                        .post("/api/v1/keys")
                        .then()
                        .statusCode(201)
                        .extract()
                        .jsonPath();
        String key = made.getString("key");

        People.anyone().header("X-Api-Key", key).get("/api/v1/campaigns").then().statusCode(200);
        People.anyone()
                .header("X-Api-Key", key)
                .get("/api/v1/ledger/trial-balance")
                .then()
                .statusCode(401);
        People.anyone()
                .header("X-Api-Key", key)
                .post("/api/v1/campaigns")
                .then()
                .statusCode(403)
                .body("code", equalTo("key-only-reads"));
        People.as("nadia").delete("/api/v1/keys/" + made.getString("id")).then().statusCode(204);
        People.anyone().header("X-Api-Key", key).get("/api/v1/campaigns").then().statusCode(401);
    }

    @Test
    void only_the_national_team_gives_out_keys() {
        for (String person : List.of("fin", "rosa", "olive", "felix")) {
            People.as(person).get("/api/v1/keys").then().statusCode(403);
        }
    }

    @Test
    void a_machine_of_the_realm_signs_in_with_its_own_secret() {
        String token = People.machineToken();

        People.anyone()
                .header("Authorization", "Bearer " + token)
                .get("/api/v1/webhook-subscriptions")
                .then()
                .statusCode(200);
        People.anyone()
                .header("Authorization", "Bearer " + token)
                .get("/api/v1/keys")
                .then()
                .statusCode(403);
    }

    @Test
    void what_happens_is_told_to_who_asked_signed_so_that_it_can_be_believed() throws Exception {
        List<Received> received = new CopyOnWriteArrayList<>();
        HttpServer receiver = receiver(received);
        try {
            JsonPath made =
                    People.as("nadia")
                            .contentType("application/json")
                            .body(
                                    Map.of(
                                            "url",
                                                    "http://127.0.0.1:%d/hook"
                                                            .formatted(
                                                                    receiver.getAddress()
                                                                            .getPort()),
                                            "types", List.of(CALLED)))
                            .post("/api/v1/webhook-subscriptions")
                            .then()
                            .statusCode(201)
                            .extract()
                            .jsonPath();
            String address = "/api/v1/webhook-subscriptions/" + made.getString("id");
            String ping =
                    People.as("nadia")
                            .post(address + "/test")
                            .then()
                            .statusCode(202)
                            .extract()
                            .header("Location");
            Eventually.holds(
                    "the ping is answered",
                    () -> People.get("nadia", ping).path("state").equals("delivered"));
            People.as("nadia")
                    .contentType("application/json")
                    .body(Map.of("state", "on"))
                    .patch(address)
                    .then()
                    .statusCode(200);

            String election = callAnElection();

            Eventually.holds(
                    "the election is told",
                    () -> received.stream().anyMatch(one -> one.body().contains(election)));
            Received told =
                    received.stream()
                            .filter(one -> one.body().contains(election))
                            .findFirst()
                            .orElseThrow();
            assertThat(JsonPath.from(told.body()).getString("type")).isEqualTo(CALLED);
            assertThat(told.signature()).isEqualTo(signed(told, made.getString("secret")));
            People.as("nadia").delete(address).then().statusCode(204);
        } finally {
            receiver.stop(0);
        }
    }

    private static String callAnElection() {
        return People.as("nadia")
                .contentType("application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(
                        Map.of(
                                "kind", "GENERAL",
                                "name", "General election told to third parties",
                                "pollingDay", LocalDate.now().plusYears(1).toString()))
                .post("/api/v1/elections")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static HttpServer receiver(List<Received> received) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    var headers = exchange.getRequestHeaders();
                    received.add(
                            new Received(
                                    headers.getFirst("webhook-id"),
                                    headers.getFirst("webhook-timestamp"),
                                    headers.getFirst("webhook-signature"),
                                    new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8)));
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
        return server;
    }

    /// As the specification says it, without any code of ours.
    private static String signed(Received told, String secret) throws GeneralSecurityException {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String text = told.id() + "." + told.timestamp() + "." + told.body();
        return "v1,"
                + Base64.getEncoder()
                        .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
