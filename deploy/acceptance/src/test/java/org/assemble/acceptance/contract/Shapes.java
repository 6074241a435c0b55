package org.assemble.acceptance.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Compares the shapes of what is asked and answered. They break in opposite ways: what is asked
/// may only become wider, what is answered only narrower.
final class Shapes {

    /// Whether a client sends it or reads it.
    enum Direction {
        ASKED,
        ANSWERED
    }

    /// The keyword of a limit, and whether a greater value lets more through.
    private record Limit(String keyword, boolean widerIfGreater) {}

    private static final List<Limit> LIMITS =
            List.of(
                    new Limit("maximum", true),
                    new Limit("maxLength", true),
                    new Limit("maxItems", true),
                    new Limit("minimum", false),
                    new Limit("minLength", false),
                    new Limit("minItems", false));

    private final JsonNode released;
    private final JsonNode now;
    private final Consumer<String> breaks;

    /// Pairs of references that are being compared: schemas may contain themselves.
    private final Set<String> underWay;

    Shapes(JsonNode released, JsonNode now, Consumer<String> breaks) {
        this(released, now, breaks, new HashSet<>());
    }

    private Shapes(JsonNode released, JsonNode now, Consumer<String> breaks, Set<String> underWay) {
        this.released = released;
        this.now = now;
        this.breaks = breaks;
        this.underWay = underWay;
    }

    static JsonNode resolve(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    void compare(Direction direction, String name, JsonNode old, JsonNode one) {
        String pair = direction + old.path("$ref").asText() + one.path("$ref").asText();
        boolean refers = old.has("$ref") || one.has("$ref");
        if (refers && !underWay.add(pair)) {
            return;
        }
        compareChoices(
                direction,
                name,
                choices(released, resolve(released, old)),
                choices(now, resolve(now, one)));
        if (refers) {
            underWay.remove(pair);
        }
    }

    /// A schema as the alternatives that it allows; mostly one.
    private static List<JsonNode> choices(JsonNode document, JsonNode schema) {
        List<JsonNode> choices = new ArrayList<>();
        for (String keyword : List.of("anyOf", "oneOf")) {
            schema.path(keyword).forEach(choice -> choices.add(resolve(document, choice)));
        }
        return choices.isEmpty() ? List.of(schema) : choices;
    }

    /// Everything that could be sent must still find a taker, and everything that is answered now
    /// must have been possible before.
    private void compareChoices(
            Direction direction, String name, List<JsonNode> old, List<JsonNode> choices) {
        if (old.size() == 1 && choices.size() == 1) {
            compareOne(direction, name, old.getFirst(), choices.getFirst());
            return;
        }
        boolean asked = direction == Direction.ASKED;
        for (JsonNode needed : asked ? old : choices) {
            boolean fits =
                    (asked ? choices : old)
                            .stream()
                                    .anyMatch(candidate ->
                                            asked
                                                    ? fits(direction, needed, candidate)
                                                    : fits(direction, candidate, needed));
            if (!fits) {
                breaks.accept(
                        "%s: %s is %s"
                                .formatted(
                                        name,
                                        said(needed),
                                        asked ? "no longer taken" : "a new alternative"));
            }
        }
    }

    private static String said(JsonNode schema) {
        return schema.has("type") ? schema.path("type").toString() : schema.toString();
    }

    private boolean fits(Direction direction, JsonNode old, JsonNode one) {
        List<String> found = new ArrayList<>();
        new Shapes(released, now, found::add, underWay).compareOne(direction, "", old, one);
        return found.isEmpty();
    }

    private void compareOne(Direction direction, String name, JsonNode old, JsonNode one) {
        compareTypes(direction, name, old, one);
        compareValues(direction, name, old, one);
        if (direction == Direction.ASKED) {
            compareLimits(name, old, one);
        }
        for (String part : List.of("items", "additionalProperties")) {
            if (old.path(part).isObject() && one.path(part).isObject()) {
                compare(direction, name + "/*", old.path(part), one.path(part));
            }
        }
        compareFields(direction, name, old, one);
    }

    private void compareTypes(Direction direction, String name, JsonNode old, JsonNode one) {
        Set<String> before = texts(old.path("type"));
        Set<String> after = texts(one.path("type"));
        boolean holds =
                direction == Direction.ASKED
                        ? after.isEmpty() || !before.isEmpty() && after.containsAll(before)
                        : before.isEmpty() || !after.isEmpty() && before.containsAll(after);
        if (!holds) {
            breaks.accept(
                    "%s: the type %s is now %s"
                            .formatted(name, old.path("type"), one.path("type")));
        }
        if (!old.path("format").equals(one.path("format"))
                && !(direction == Direction.ASKED ? one : old).path("format").isMissingNode()) {
            breaks.accept(
                    "%s: the format %s is now %s"
                            .formatted(name, old.path("format"), one.path("format")));
        }
    }

    /// A value that is sent must still be taken. New values in answers break nothing: clients are
    /// told to bear those that they don't know.
    private void compareValues(Direction direction, String name, JsonNode old, JsonNode one) {
        if (direction == Direction.ASKED && one.has("enum")) {
            Set<String> lost = texts(old.path("enum"));
            if (lost.isEmpty()) {
                breaks.accept(name + ": takes certain values only now");
            }
            lost.removeAll(texts(one.path("enum")));
            lost.forEach(value -> breaks.accept("%s: no longer takes %s".formatted(name, value)));
        }
        if (direction == Direction.ANSWERED && old.has("enum") && !one.has("enum")) {
            breaks.accept(name + ": may be any value now");
        }
    }

    private void compareLimits(String name, JsonNode old, JsonNode one) {
        for (Limit limit : LIMITS) {
            JsonNode before = old.path(limit.keyword());
            JsonNode after = one.path(limit.keyword());
            boolean narrower =
                    after.isNumber()
                            && (before.isMissingNode()
                                    || (limit.widerIfGreater()
                                            ? after.asDouble() < before.asDouble()
                                            : after.asDouble() > before.asDouble()));
            if (narrower) {
                breaks.accept(
                        "%s: %s %s is now %s".formatted(name, limit.keyword(), before, after));
            }
        }
        if (one.has("pattern") && !one.path("pattern").equals(old.path("pattern"))) {
            breaks.accept(
                    "%s: the pattern %s is now %s"
                            .formatted(name, old.path("pattern"), one.path("pattern")));
        }
    }

    private void compareFields(Direction direction, String name, JsonNode old, JsonNode one) {
        Set<String> before = texts(old.path("required"));
        Set<String> after = texts(one.path("required"));
        old.path("properties")
                .properties()
                .forEach(field -> {
                    String within = name + "/" + field.getKey();
                    JsonNode other = one.path("properties").path(field.getKey());
                    if (other.isMissingNode()) {
                        breaks.accept(within + ": the field is gone");
                        return;
                    }
                    if (direction == Direction.ANSWERED
                            && before.contains(field.getKey())
                            && !after.contains(field.getKey())) {
                        breaks.accept(within + ": may be missing now");
                    }
                    compare(direction, within, field.getValue(), other);
                });
        if (direction == Direction.ASKED) {
            after.removeAll(before);
            after.forEach(
                    field -> breaks.accept("%s/%s: must be given now".formatted(name, field)));
        }
    }

    private static Set<String> texts(JsonNode node) {
        Set<String> texts = new TreeSet<>();
        if (node.isValueNode() && !node.isMissingNode()) {
            texts.add(node.asText());
        }
        node.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
