package org.assemble.gateway.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What the gateway answers itself, described by hand in `openapi.json`. What all operations have
/// in common is added here: the problems, and the key of a request that makes something.
final class OwnDescription {

    private static final Set<String> METHODS = Set.of("get", "post", "patch", "delete");
    private static final Map<String, String> PROBLEMS =
            new TreeMap<>(
                    Map.of(
                            "400", "The request can't be read",
                            "401", "Not signed in, or the sign-in has expired",
                            "403", "Not for this role, scope or campaign",
                            "404", "No such thing",
                            "409", "Not in this state",
                            "422", "A rule on values says no",
                            "503", "The gateway's database is away"));

    private OwnDescription() {}

    static ObjectNode read(ObjectMapper json) {
        try (InputStream file = OwnDescription.class.getResourceAsStream("/openapi.json")) {
            ObjectNode document = (ObjectNode) json.readTree(file);
            document.path("paths")
                    .forEach(path ->
                            path.properties().stream()
                                    .filter(entry -> METHODS.contains(entry.getKey()))
                                    .forEach(entry ->
                                            complete(
                                                    entry.getKey(),
                                                    (ObjectNode) entry.getValue())));
            document.withObject("/components/schemas").set("Problem", problem(json));
            return document;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void complete(String method, ObjectNode operation) {
        ObjectNode responses = operation.withObject("/responses");
        PROBLEMS.forEach((status, said) -> {
            if (!responses.has(status)) {
                responses.putObject(status).put("description", said);
            }
        });
        responses.properties().stream()
                .filter(answer -> answer.getKey().compareTo("400") >= 0)
                .forEach(answer -> makeProblem((ObjectNode) answer.getValue()));
        if (method.equals("post")) {
            operation
                    .withArray("/parameters")
                    .addObject()
                    .put("name", "Idempotency-Key")
                    .put("in", "header")
                    .put(
                            "description",
                            "Names the request: the same again does nothing new and gets the same"
                                    + " answer, without what is shown once")
                    .putObject("schema")
                    .put("type", "string")
                    .put("maxLength", 200);
        }
    }

    private static void makeProblem(ObjectNode answer) {
        answer.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/Problem");
    }

    /// RFC 9457.
    private static JsonNode problem(ObjectMapper json) {
        ObjectNode problem = json.createObjectNode().put("type", "object");
        ObjectNode properties = problem.putObject("properties");
        for (String text :
                new String[] {"type", "title", "detail", "code", "instance", "requestId"}) {
            properties.putObject(text).put("type", "string");
        }
        properties.putObject("status").put("type", "integer");
        return problem;
    }
}
