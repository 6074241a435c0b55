package org.assemble.local.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assemble.local.demo.Target;

/// The ledger behind the gateway, asked as one of the local sign-ins.
final class Ledger implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LEDGER = "/api/v1/ledger/";

    private final Target target;
    private final String person;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    Ledger(Target target, String person) {
        this.target = target;
        this.person = person;
    }

    /// What the ledger refused, or that it could not be asked.
    static final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoAnswer(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    JsonNode get(String what) {
        return json(fine(send(request(what), BodyHandlers.ofString())).body());
    }

    JsonNode post(String what, String body) {
        HttpRequest.Builder request =
                request(what)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body));
        return json(fine(send(request, BodyHandlers.ofString())).body());
    }

    /// Reads an NDJSON stream, line by line as it comes.
    void stream(String what, Consumer<String> line) {
        HttpResponse<Stream<String>> answer = send(request(what), BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            if (answer.statusCode() != 200) {
                throw refused(answer.statusCode(), String.join("\n", lines.toList()));
            }
            lines.filter(text -> !text.isBlank()).forEach(line);
        } catch (java.io.UncheckedIOException broken) {
            throw new NoAnswer("The answer broke off: " + broken.getMessage(), broken);
        }
    }

    void save(String what, Path file) {
        HttpResponse<Path> answer = send(request(what), BodyHandlers.ofFile(file));
        if (answer.statusCode() != 200) {
            throw refused(answer.statusCode(), "for " + what);
        }
    }

    private HttpRequest.Builder request(String what) {
        return HttpRequest.newBuilder(target.gateway().resolve(LEDGER + what))
                .header("Authorization", "Bearer " + target.token(person));
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
        try {
            return http.send(request.build(), body);
        } catch (IOException e) {
            throw new NoAnswer(
                    "The gateway at %s does not answer, or broke off; is the platform up?"
                            .formatted(target.gateway()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("interrupted", e);
        }
    }

    private static HttpResponse<String> fine(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw refused(answer.statusCode(), answer.body());
        }
        return answer;
    }

    private static NoAnswer refused(int status, String body) {
        return new NoAnswer("The ledger answered " + status + " " + body, null);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new NoAnswer("This is no JSON: " + text, e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
