package org.assemble.gateway.description;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/// What the gateway answers itself, described by hand in `openapi.json`. What all operations have
/// in common is added here: the problems, and the key of a request that makes something.
final class OwnDescription {

    private static final Set<String> METHODS = Set.of("get", "post", "patch", "delete");

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
            CommonProblems.addOwn(document.withObject("/components"));
            return document;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void complete(String method, ObjectNode operation) {
        CommonProblems.referOwn(operation);
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
}
