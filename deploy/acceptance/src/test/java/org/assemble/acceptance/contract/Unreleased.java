package org.assemble.acceptance.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What a description says that the released one doesn't say, or says otherwise. Pure.
public final class Unreleased {

    /// How deep an operation (`paths/…/get`) or a component (`components/schemas/…`) stands.
    private static final int DEPTH = 3;

    private Unreleased() {}

    /// The operations and components that are new or different, in the order of the document.
    public static List<String> parts(JsonNode released, JsonNode now) {
        List<String> parts = new ArrayList<>();
        compare("", DEPTH, released, now, parts);
        return parts;
    }

    private static void compare(
            String name, int depth, JsonNode released, JsonNode now, List<String> parts) {
        if (now.equals(released)) {
            return;
        }
        if (depth == 0 || !now.isObject()) {
            parts.add(name.strip() + (released.isMissingNode() ? " (new)" : ""));
            return;
        }
        now.properties()
                .forEach(part ->
                        compare(
                                name + " " + part.getKey(),
                                depth - 1,
                                released.path(part.getKey()),
                                part.getValue(),
                                parts));
    }
}
