package org.assemble.gateway.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.assemble.gateway.own.Desk;

/// One OpenAPI 3.1 document for the whole API, made of the services' own. Pure: documents in,
/// document out.
final class MergedDescription {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final String issuer;
    private final BiPredicate<String, String> answers;

    /// @param issuer whose tokens open the API
    /// @param answers whether a service (first) answers a path (second): what can't be reached
    ///   isn't described
    MergedDescription(String issuer, BiPredicate<String, String> answers) {
        this.issuer = issuer;
        this.answers = answers;
    }

    /// @param documents what each service says of itself, by its name
    /// @param away the services that could not be asked
    ObjectNode of(Map<String, ObjectNode> documents, List<String> away) {
        Map<String, ObjectNode> services = new TreeMap<>();
        documents.forEach((service, document) -> services.put(service, document.deepCopy()));
        Clashes.resolve(services);

        ObjectNode merged = NODES.objectNode();
        merged.put("openapi", "3.1.0");
        merged.set("info", info(services, away));
        merged.putArray("servers").addObject().put("url", "/").put("description", "This gateway");
        ArrayNode tags = merged.putArray("tags");
        ObjectNode paths = merged.putObject("paths");
        ObjectNode components = merged.putObject("components");
        services.forEach((service, document) -> {
            addPaths(service, document, paths, components);
            addComponents(document, components);
            if (document.get("webhooks") instanceof ObjectNode told) {
                merged.withObjectProperty("webhooks").setAll(told);
            }
            addTags(document, tags);
        });
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.set(WhoMay.SIGN_IN, signIn(paths));
        schemes.set(WhoMay.API_KEY, apiKey());
        makeOperationIdsUnique(paths);
        Unused.remove(merged);
        Examples examples = new Examples(merged);
        paths.forEach(path -> operationsOf(path).forEach(examples::complete));
        return merged;
    }

    private static ObjectNode info(Map<String, ObjectNode> services, List<String> away) {
        String description =
                "The platform of a cooperative agency for people-powered politics. Errors are"
                        + " problem+json (RFC 9457): their type leads to a page. Money is whole"
                        + " pence. Lists come in pages: `next` is the cursor of the next one. To"
                        + " try operations, see /api/docs.";
        if (!away.isEmpty()) {
            description +=
                    " Not answering at the moment, and so left out: "
                            + String.join(", ", away)
                            + ".";
        }
        ObjectNode info = NODES.objectNode();
        info.put("title", "Assemble").put("version", "v1").put("description", description);
        info.putObject("contact").put("name", "Assemble's national team");
        info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
        ArrayNode from = info.putArray("x-services");
        services.keySet().forEach(from::add);
        return info;
    }

    private void addPaths(
            String service, ObjectNode document, ObjectNode paths, ObjectNode components) {
        ObjectNode shared = components.withObjectProperty("responses");
        document.path("paths")
                .properties()
                .forEach(path -> {
                    if (answers.test(service, path.getKey())) {
                        path.getValue().properties().stream()
                                .filter(entry -> METHODS.contains(entry.getKey()))
                                .forEach(entry -> {
                                    ObjectNode operation = (ObjectNode) entry.getValue();
                                    describe(service, entry.getKey(), operation);
                                    if (!service.equals(Desk.NAME)) {
                                        CommonProblems.addTo(
                                                document, shared, entry.getKey(), operation);
                                    }
                                });
                        paths.set(path.getKey(), path.getValue());
                    }
                });
    }

    /// Tells which service answers, and who may ask.
    private static void describe(String service, String method, ObjectNode operation) {
        operation.put("x-service", service);
        if (!operation.path("tags").isArray()) {
            operation.putArray("tags").add(service);
        }
        WhoMay.describe(service, method, operation);
    }

    private static void addComponents(ObjectNode document, ObjectNode components) {
        document.path("components")
                .properties()
                .forEach(kind -> {
                    if (!kind.getKey().equals("securitySchemes")) {
                        components
                                .withObjectProperty(kind.getKey())
                                .setAll((ObjectNode) kind.getValue());
                    }
                });
    }

    private static void addTags(ObjectNode document, ArrayNode tags) {
        Set<String> known = new TreeSet<>();
        tags.forEach(tag -> known.add(tag.path("name").asText()));
        for (JsonNode tag : document.path("tags")) {
            if (known.add(tag.path("name").asText())) {
                tags.add(tag);
            }
        }
    }

    /// With the scopes that operations take. The addresses are Keycloak's; applications had better
    /// find them at the issuer's `/.well-known/openid-configuration`.
    private ObjectNode signIn(ObjectNode paths) {
        ObjectNode scopes = NODES.objectNode();
        paths.findValues(WhoMay.SIGN_IN).stream()
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asText)
                .distinct()
                .sorted()
                .forEach(scope -> scopes.put(scope, WhoMay.meaning(scope)));
        ObjectNode scheme =
                NODES.objectNode()
                        .put("type", "oauth2")
                        .put(
                                "description",
                                "A token of Assemble's sign-in for the audience assemble-api, as"
                                        + " Bearer. What the sign-in offers is told at "
                                        + issuer
                                        + "/.well-known/openid-configuration.");
        String address = issuer + "/protocol/openid-connect/";
        scheme.putObject("flows")
                .set(
                        "authorizationCode",
                        NODES.objectNode()
                                .put("authorizationUrl", address + "auth")
                                .put("tokenUrl", address + "token")
                                .set("scopes", scopes));
        scheme.withObject("/flows")
                .set(
                        "clientCredentials",
                        NODES.objectNode()
                                .put("tokenUrl", address + "token")
                                .set("scopes", scopes));
        return scheme;
    }

    private static ObjectNode apiKey() {
        return NODES.objectNode()
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "X-Api-Key")
                .put(
                        "description",
                        "For applications that read what is public: it opens nothing more, but has limits of its own.");
    }

    private static void makeOperationIdsUnique(ObjectNode paths) {
        Map<String, Integer> uses = new TreeMap<>();
        paths.forEach(path ->
                operationsOf(path)
                        .forEach(operation ->
                                uses.merge(
                                        operation.path("operationId").asText(), 1, Integer::sum)));
        paths.forEach(path ->
                operationsOf(path)
                        .forEach(operation -> {
                            String id = operation.path("operationId").asText();
                            if (!id.isEmpty() && uses.get(id) > 1) {
                                operation.put(
                                        "operationId",
                                        operation.path("x-service").asText() + "_" + id);
                            }
                        }));
    }

    private static List<ObjectNode> operationsOf(JsonNode path) {
        return path.properties().stream()
                .filter(entry -> METHODS.contains(entry.getKey()))
                .map(entry -> (ObjectNode) entry.getValue())
                .toList();
    }
}
