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

    /// A request; those that do nothing have neither body nor key.
    private record Request(String method, Person person, String path, String body, String key) {
        static Request get(Person person, String path) {
            return new Request("GET", person, path, null, null);
        }
    }

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

        boolean passing() {
            return !fine() && PASSING.contains(json().path("code").asText());
        }
    }

    private record Done(Request request, Answer answer) {}

    Api(HttpClient http, URI gateway, SignIn signIn) {
        this.http = http;
        this.gateway = gateway;
        this.signIn = signIn;
    }

    /// What is there, as soon as it is.
    JsonNode get(Person person, String path) {
        return insist(Request.get(person, path)).json();
    }

    JsonNode put(Person person, String path, String body) {
        return insist(new Request("PUT", person, path, body, null)).json();
    }

    /// Does something, under a key of its own.
    JsonNode post(Person person, String path, String body) {
        Request request = new Request("POST", person, path, body, UUID.randomUUID().toString());
        Answer answer = insist(request);
        done.add(new Done(request, answer));
        return answer.json();
    }

    /// Makes every request of this story that did something once more, each with its key.
    ///
    /// @return how many there were
    int repeatAll() {
        for (Done once : done) {
            Answer again = send(once.request());
            boolean same =
                    again.replayed()
                            && again.status() == once.answer().status()
                            && again.json().equals(once.answer().json());
            if (!same) {
                throw new StoryStopped(
                        "%s; and with the same key again: %s"
                                .formatted(
                                        said(once.request(), once.answer()),
                                        said(once.request(), again)));
            }
        }
        return done.size();
    }

    /// Where a service has not yet heard of what the request names, asks again, under the same key.
    private Answer insist(Request request) {
        Answer[] last = new Answer[1];
        Answer answer =
                Await.until(
                        () -> said(request, last[0]),
                        () -> {
                            last[0] = send(request);
                            if (last[0].passing()) {
                                signIn.renew(request.person());
                                return Optional.empty();
                            }
                            return Optional.of(last[0]);
                        });
        if (!answer.fine()) {
            throw new StoryStopped(said(request, answer));
        }
        return answer;
    }

    private static String said(Request request, Answer answer) {
        return "%s %s, asked by %s, was answered %d %s"
                .formatted(
                        request.method(),
                        request.path(),
                        request.person().userName(),
                        answer.status(),
                        answer.text());
    }

    private Answer send(Request request) {
        HttpRequest.Builder sent =
                HttpRequest.newBuilder(gateway.resolve(request.path()))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + signIn.token(request.person()));
        if (request.body() != null) {
            sent.header("Content-Type", "application/json")
                    .method(request.method(), BodyPublishers.ofString(request.body()));
        }
        if (request.key() != null) {
            sent.header("Idempotency-Key", request.key());
        }
        try {
            HttpResponse<String> answer = http.send(sent.build(), BodyHandlers.ofString());
            boolean replayed = answer.headers().firstValue("Idempotency-Replayed").isPresent();
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
