package org.assemble.local.demo;

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
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;

/// Tokens of the people of the story, got by their passwords: something that only the local realm
/// allows.
final class SignIn {
    private static final Duration LEFT_AT_LEAST = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI tokens;
    private final Map<Person, String> signedIn = new EnumMap<>(Person.class);

    SignIn(HttpClient http, URI issuer) {
        this.http = http;
        this.tokens = URI.create(issuer + "/protocol/openid-connect/token");
    }

    String token(Person person) {
        String token = signedIn.get(person);
        return token != null && lasts(token) ? token : renew(person);
    }

    /// A new token, which says what the person may do by now.
    String renew(Person person) {
        String form =
                "grant_type=password&client_id=assemble-web&scope=openid&username=%s&password=%s"
                        .formatted(person.userName(), Person.PASSWORD);
        HttpRequest request =
                HttpRequest.newBuilder(tokens)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .timeout(Duration.ofSeconds(20))
                        .POST(BodyPublishers.ofString(form))
                        .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new StoryStopped(
                        "%s can't sign in: %s".formatted(person.userName(), answer.body()));
            }
            String token = JSON.readTree(answer.body()).path("access_token").asText();
            signedIn.put(person, token);
            return token;
        } catch (IOException e) {
            throw new StoryStopped(
                    "The sign-in at %s does not answer; is the platform up?".formatted(tokens), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryStopped("the story was interrupted", e);
        }
    }

    /// Whether the person's token says, after renewing it, that they belong to the group.
    boolean isIn(Person person, String group) {
        for (JsonNode member : claims(renew(person)).path("groups")) {
            if (member.asText().equals(group)) {
                return true;
            }
        }
        return false;
    }

    private static boolean lasts(String token) {
        Instant end = Instant.ofEpochSecond(claims(token).path("exp").asLong());
        return Instant.now().plus(LEFT_AT_LEAST).isBefore(end);
    }

    private static JsonNode claims(String token) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        } catch (IOException e) {
            throw new StoryStopped("a token can't be read", e);
        }
    }
}
