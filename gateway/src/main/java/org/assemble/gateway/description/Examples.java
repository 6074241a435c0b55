package org.assemble.gateway.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/// Whole examples of what is sent and answered, put together from the examples that services give
/// of single fields. What a service gives whole stays.
final class Examples {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 16;

    /// What a text looks like that has a format and no example of its own.
    private static final Map<String, String> OF_FORMATS =
            Map.of(
                    "uuid", "0199f0a2-7c1e-7d2c-9f55-0a8c3a2c1b00",
                    "date-time", "2026-11-22T10:00:00Z",
                    "date", "2026-11-22",
                    "uri", "https://app.example/",
                    "uri-reference", "/api/docs");

    private final JsonNode document;

    /// @param document where references lead
    Examples(JsonNode document) {
        this.document = document;
    }

    /// Gives every JSON body and every JSON answer of an operation its example.
    void complete(JsonNode operation) {
        completeContent(operation.at("/requestBody/content"));
        operation.path("responses").forEach(answer -> completeContent(answer.path("content")));
    }

    private void completeContent(JsonNode content) {
        content.properties()
                .forEach(media -> {
                    ObjectNode described = (ObjectNode) media.getValue();
                    if (media.getKey().matches("application/([\\w.-]+\\+)?json(;.*)?")
                            && !described.has("example")
                            && !described.has("examples")) {
                        described.set("example", of(described.path("schema"), 0));
                    }
                });
    }

    private JsonNode of(JsonNode schema, int depth) {
        for (JsonNode given :
                new JsonNode[] {
                    schema.path("examples").path(0),
                    schema.path("example"),
                    schema.path("const"),
                    schema.path("default"),
                    schema.path("enum").path(0)
                }) {
            if (!given.isMissingNode()) {
                return given;
            }
        }
        if (depth > DEEPEST) {
            return NODES.objectNode();
        }
        if (schema.has("$ref")) {
            return of(document.at(schema.path("$ref").asText().substring(1)), depth + 1);
        }
        for (String choice : new String[] {"anyOf", "oneOf", "allOf"}) {
            if (schema.has(choice)) {
                return of(schema.path(choice).path(0), depth + 1);
            }
        }
        return ofType(schema, depth);
    }

    private JsonNode ofType(JsonNode schema, int depth) {
        JsonNode types = schema.path("type");
        String type = types.isArray() ? types.path(0).asText() : types.asText();
        return switch (type) {
            case "array" -> NODES.arrayNode().add(of(schema.path("items"), depth + 1));
            case "integer", "number" -> NODES.numberNode(schema.path("minimum").asLong(1));
            case "boolean" -> NODES.booleanNode(true);
            case "string" -> TextNode.valueOf(OF_FORMATS.getOrDefault(format(schema), "…"));
            default -> ofFields(schema, depth);
        };
    }

    private ObjectNode ofFields(JsonNode schema, int depth) {
        ObjectNode example = NODES.objectNode();
        schema.path("properties")
                .properties()
                .forEach(field -> example.set(field.getKey(), of(field.getValue(), depth + 1)));
        return example;
    }

    private static String format(JsonNode schema) {
        return schema.path("format").asText();
    }
}
