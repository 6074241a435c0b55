package org.assemble.ledger.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assemble.testkit.Tokens;

/// What a caller asked, and was told.
///
/// @param body null for none
record Told(Tokens who, String path, String key, Map<String, Object> body, Reply answer) {

    static final String LEDGER = "/api/v1/ledger/";
    static final String DONATIONS = LEDGER + "donations";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    record Reply(int status, JsonNode body, boolean replayed) {
        String text(String field) {
            return body.path(field).asText();
        }

        long pence(String field) {
            return body.path(field).path("amount").longValue();
        }
    }

    String id() {
        return answer.text("id");
    }

    /// What was asked for.
    long pence() {
        return (Long) ((Map<?, ?>) body.get("amount")).get("amount");
    }

    static long pence(Collection<Told> all) {
        return all.stream().mapToLong(Told::pence).sum();
    }

    /// Of a donation.
    String reversals() {
        return DONATIONS + "/" + id() + "/reversals";
    }

    boolean first() {
        return answer.status() == 200 && !answer.replayed();
    }

    void assertRefused(String... codes) {
        assertThat(answer.status()).as("%s", this).isIn(409, 422);
        assertThat(answer.text("code")).as("%s", this).isIn((Object[]) codes);
    }

    void assertAnsweredAgain() {
        Reply again = asked(who, path, key, body).answer();
        assertThat(again.replayed()).as("%s", this).isTrue();
        assertThat(again.status()).as("%s", this).isEqualTo(answer.status());
        assertThat(again.body()).as("%s", this).isEqualTo(answer.body());
    }

    /// By a client that takes little of the machine: the ledger is to have it.
    static Told asked(Tokens who, String path, String key, Map<String, Object> body) {
        try {
            HttpResponse<String> answer =
                    CLIENT.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://localhost:" + RestAssured.port + path))
                                    .header("Authorization", who.bearer())
                                    .header("Content-Type", "application/json")
                                    .header("Idempotency-Key", key)
                                    .POST(
                                            body == null
                                                    ? BodyPublishers.noBody()
                                                    : BodyPublishers.ofString(
                                                            JSON.writeValueAsString(body)))
                                    .build(),
                            BodyHandlers.ofString());
            Reply reply =
                    new Reply(
                            answer.statusCode(),
                            JSON.readTree(answer.body()),
                            answer.headers().firstValue("Idempotency-Replayed").isPresent());
            return new Told(who, path, key, body, reply);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Told asked(Tokens who, String path, Map<String, Object> body) {
        return asked(who, path, UUID.randomUUID().toString(), body);
    }

    static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
