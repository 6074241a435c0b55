package org.assemble.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The platform as its callers see it: one address, bearer tokens, and a key for each request that
/// does something.
final class Api {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Refusals that pass by themselves when a message between two services, or a new token, has
    /// arrived.
    private static final Set<String> PASSING =
            Set.of(
                    "unknown-campaign",
                    "unknown-assembly",
                    "unknown-mandate",
                    "campaign-not-agreed",
                    "not-your-campaign",
                    "not-your-team");

    private final HttpClient http;
    private final URI gateway;
    private final SignIn signIn;
    private final List<Done> done = new ArrayList<>();

    /// A request that was made and what was answered.
    private record Done(Person person, String path, String body, String key, Answer answer) {}

    private record Answer(int status, String text, boolean replayed) {
        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new StoryStopped("This is no JSON: " + text, e);
            }
        }

        boolean fine() {
            return status / 100 == 2;
        }

        String code() {
            return fine() ? "" : json().path("code").asText();
        }
    }

    Api(HttpClient http, URI gateway, SignIn signIn) {
        this.http = http;
        this.gateway = gateway;
        this.signIn = signIn;
    }

    JsonNode get(Person person, String path) {
        return mustBeFine("GET", person, path, send("GET", person, path, null, null)).json();
    }

    /// What is there, as soon as it is.
    ///
    /// @return nothing while a message about it is still on its way
    Optional<JsonNode> tryGet(Person person, String path) {
        Answer answer = send("GET", person, path, null, null);
        if (PASSING.contains(answer.code())) {
            signIn.renew(person);
            return Optional.empty();
        }
        return Optional.of(mustBeFine("GET", person, path, answer).json());
    }

    String idOf(Person person) {
        return signIn.idOf(person);
    }

    JsonNode put(Person person, String path, String body) {
        return Await.until(
                        "PUT " + path,
                        () ->
                                unlessPassing(
                                        "PUT", person, path, send("PUT", person, path, body, null)))
                .json();
    }

    /// Does something under a key of its own; where a service has not yet heard of what the request
    /// names, asks again under the same key.
    JsonNode post(Person person, String path, String body) {
        String key = UUID.randomUUID().toString();
        Answer answer =
                Await.until(
                        "POST " + path,
                        () ->
                                unlessPassing(
                                        "POST",
                                        person,
                                        path,
                                        send("POST", person, path, body, key)));
        done.add(new Done(person, path, body, key, answer));
        return answer.json();
    }

    /// Makes every request of this story again, each with its key.
    ///
    /// @return how many there were
    int repeatAll() {
        for (Done once : done) {
            Answer again = send("POST", once.person(), once.path(), once.body(), once.key());
            boolean same =
                    again.replayed()
                            && again.status() == once.answer().status()
                            && again.json().equals(once.answer().json());
            if (!same) {
                throw new StoryStopped(
                        "POST %s was answered %d %s, and with the same key again %d %s"
                                .formatted(
                                        once.path(),
                                        once.answer().status(),
                                        once.answer().text(),
                                        again.status(),
                                        again.text()));
            }
        }
        return done.size();
    }

    private Optional<Answer> unlessPassing(
            String method, Person person, String path, Answer answer) {
        if (PASSING.contains(answer.code())) {
            signIn.renew(person);
            return Optional.empty();
        }
        return Optional.of(mustBeFine(method, person, path, answer));
    }

    private static Answer mustBeFine(String method, Person person, String path, Answer answer) {
        if (!answer.fine()) {
            throw new StoryStopped(
                    "%s %s, asked by %s, was answered %d: %s"
                            .formatted(
                                    method,
                                    path,
                                    person.userName(),
                                    answer.status(),
                                    answer.text()));
        }
        return answer;
    }

    private Answer send(String method, Person person, String path, String body, String key) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.resolve(path))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + signIn.token(person));
        if (body == null) {
            request.GET();
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(body));
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            boolean replayed =
                    answer.headers()
                            .firstValue("Idempotency-Replayed")
                            .map("true"::equals)
                            .orElse(false);
            return new Answer(answer.statusCode(), answer.body(), replayed);
        } catch (IOException e) {
            throw new StoryStopped(
                    "The gateway at %s does not answer; is the platform up?".formatted(gateway), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryStopped("the story was interrupted", e);
        }
    }
}
