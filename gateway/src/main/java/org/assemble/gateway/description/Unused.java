package org.assemble.gateway.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Components that nothing refers to, as those of operations that the gateway doesn't route.
final class Unused {

    private static final String COMPONENTS = "#/components/";

    private Unused() {}

    static void remove(ObjectNode document) {
        Set<String> used = new HashSet<>();
        follow(document, document.path("paths"), used);
        follow(document, document.path("webhooks"), used);
        document.path("components")
                .properties()
                .forEach(kind -> {
                    if (!kind.getKey().equals("securitySchemes")) {
                        ObjectNode components = (ObjectNode) kind.getValue();
                        List<String> names = List.copyOf(fieldNames(components));
                        names.stream()
                                .filter(name -> !used.contains(kind.getKey() + "/" + name))
                                .forEach(components::remove);
                    }
                });
    }

    private static Set<String> fieldNames(ObjectNode components) {
        Set<String> names = new HashSet<>();
        components.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void follow(JsonNode document, JsonNode node, Set<String> used) {
        String reference = node.path("$ref").asText();
        if (reference.startsWith(COMPONENTS)
                && used.add(reference.substring(COMPONENTS.length()))) {
            follow(document, document.at(reference.substring(1)), used);
        }
        node.forEach(child -> follow(document, child, used));
    }
}
