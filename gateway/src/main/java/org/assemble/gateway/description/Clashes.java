package org.assemble.gateway.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Components of different services that have one name but don't mean the same. Each of them gets
/// its service's name in front; what means the same everywhere is kept once, under its own name.
final class Clashes {

    private static final String COMPONENTS = "#/components/";

    private Clashes() {}

    /// Renames, in place, in each service's document.
    static void resolve(Map<String, ObjectNode> services) {
        Set<String> clashing = find(services);
        services.forEach((service, document) -> rename(service, document, clashing));
    }

    /// The clashing components' addresses (`schemas/Team`). Two components with the same text still
    /// differ if what they refer to differs, so the search goes on until nothing is added.
    private static Set<String> find(Map<String, ObjectNode> services) {
        Map<String, List<JsonNode>> meanings = new TreeMap<>();
        services.values()
                .forEach(document ->
                        componentsOf(document)
                                .forEach((address, component) ->
                                        meanings.computeIfAbsent(address, _ -> new ArrayList<>())
                                                .add(component)));
        meanings.values().removeIf(same -> same.size() == 1);

        Set<String> clashing = new HashSet<>();
        boolean found = true;
        while (found) {
            found = false;
            for (var shared : meanings.entrySet()) {
                found |= differ(shared.getValue(), clashing) && clashing.add(shared.getKey());
            }
        }
        return clashing;
    }

    private static boolean differ(List<JsonNode> meanings, Set<String> clashing) {
        return new HashSet<>(meanings).size() > 1
                || meanings.getFirst().findValuesAsText("$ref").stream()
                        .anyMatch(reference -> clashing.contains(addressIn(reference)));
    }

    private static void rename(String service, ObjectNode document, Set<String> clashing) {
        Map<String, String> newNames = new HashMap<>();
        for (String address : clashing) {
            String kind = address.substring(0, address.indexOf('/') + 1);
            newNames.put(address, kind + capitalised(service) + address.substring(kind.length()));
        }
        renameReferences(document, newNames);
        document.path("components")
                .properties()
                .forEach(kind ->
                        renameIn(kind.getKey() + "/", (ObjectNode) kind.getValue(), newNames));
    }

    private static void renameIn(String kind, ObjectNode components, Map<String, String> newNames) {
        ObjectNode old = components.deepCopy();
        components.removeAll();
        old.properties()
                .forEach(component -> {
                    String address = kind + component.getKey();
                    String renamed = newNames.getOrDefault(address, address);
                    components.set(renamed.substring(kind.length()), component.getValue());
                });
    }

    private static void renameReferences(JsonNode node, Map<String, String> newNames) {
        if (node instanceof ObjectNode object && object.get("$ref") instanceof TextNode reference) {
            String renamed = newNames.get(addressIn(reference.asText()));
            if (renamed != null) {
                object.put("$ref", COMPONENTS + renamed);
            }
        }
        node.forEach(child -> renameReferences(child, newNames));
    }

    private static Map<String, JsonNode> componentsOf(ObjectNode document) {
        Map<String, JsonNode> components = new TreeMap<>();
        document.path("components")
                .properties()
                .forEach(kind ->
                        kind.getValue()
                                .properties()
                                .forEach(component ->
                                        components.put(
                                                kind.getKey() + "/" + component.getKey(),
                                                component.getValue())));
        components.keySet().removeIf(address -> address.startsWith("securitySchemes/"));
        return components;
    }

    private static String addressIn(String reference) {
        return reference.startsWith(COMPONENTS)
                ? reference.substring(COMPONENTS.length())
                : reference;
    }

    private static String capitalised(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
