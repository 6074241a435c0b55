package org.assemble.gateway.description;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Set;
import org.assemble.gateway.problem.Refusal;

/// What the gateway answers itself, described by hand in `openapi.json`, where `x-refusals` names
/// what an operation alone refuses. What several have in common is added here: their problems, and
/// the key of a request that makes something.
final class OwnDescription {

    private static final Set<String> METHODS = Set.of("get", "post", "patch", "delete");
    private static final String OWN_REFUSALS = "x-refusals";

    private OwnDescription() {}

    static ObjectNode read(ObjectMapper json) {
        try (InputStream file = OwnDescription.class.getResourceAsStream("/openapi.json")) {
            ObjectNode document = (ObjectNode) json.readTree(file);
            document.path("paths")
                    .properties()
                    .forEach(path ->
                            path.getValue().properties().stream()
                                    .filter(entry -> METHODS.contains(entry.getKey()))
                                    .forEach(entry ->
                                            complete(
                                                    path.getKey(),
                                                    entry.getKey(),
                                                    (ObjectNode) entry.getValue())));
            return document;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void complete(String path, String method, ObjectNode operation) {
        CommonProblems.writeTo(method, operation, refusals(path, method, operation));
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

    /// Its own, and those of what it reads: roles, ids in the path, parameters, body and key.
    private static Set<Refusal> refusals(String path, String method, ObjectNode operation) {
        Set<Refusal> refusals = EnumSet.of(Refusal.NOT_ALLOWED);
        if (path.contains("{")) {
            refusals.add(Refusal.UNKNOWN_ADDRESS);
        }
        if (operation.has("requestBody") || operation.has("parameters")) {
            refusals.add(Refusal.MALFORMED_REQUEST);
        }
        if (method.equals("post")) {
            refusals.add(Refusal.MALFORMED_REQUEST);
            refusals.add(Refusal.IDEMPOTENCY_KEY_REUSED);
        }
        operation.path(OWN_REFUSALS).forEach(code -> refusals.add(Refusal.valueOf(code.asText())));
        operation.remove(OWN_REFUSALS);
        return refusals;
    }
}
