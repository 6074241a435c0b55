package org.assemble.acceptance.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assemble.acceptance.contract.Shapes.Direction;

/// What of a released description no longer holds in a newer one: everything on which a client, or
/// a receiver of webhooks, that was written for the old one may rely. Pure: two documents in, a
/// line for each break out.
///
/// What is only added (an operation, a field of an answer, a parameter that may be left out) breaks
/// nothing.
public final class Compatibility {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "patch", "delete", "head", "options");

    private final JsonNode released;
    private final JsonNode now;
    private final Shapes shapes;
    private final List<String> breaks = new ArrayList<>();

    private Compatibility(JsonNode released, JsonNode now) {
        this.released = released;
        this.now = now;
        this.shapes = new Shapes(released, now, breaks::add);
    }

    /// The breaks, in the order of the released document; none where the newer one may take its
    /// place.
    public static List<String> breaks(JsonNode released, JsonNode now) {
        Compatibility compared = new Compatibility(released, now);
        compared.compare();
        return List.copyOf(compared.breaks);
    }

    private void compare() {
        compareAll(byPlainPath(released), byPlainPath(now), this::compareAsked);
        compareAll(webhooks(released), webhooks(now), this::compareTold);
    }

    /// An operation, and the path that it is of, whose parameters it has too.
    private record Operation(JsonNode item, JsonNode itself) {
        JsonNode path(String part) {
            return itself.path(part);
        }
    }

    private interface Comparison {
        void compare(String name, Operation old, Operation one);
    }

    private void compareAll(
            Map<String, JsonNode> released, Map<String, JsonNode> now, Comparison comparison) {
        released.forEach((place, item) ->
                item.properties().stream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .forEach(entry -> {
                            String name = entry.getKey().toUpperCase(Locale.ROOT) + " " + place;
                            JsonNode other = now.getOrDefault(place, none());
                            Operation old = new Operation(item, entry.getValue());
                            Operation one = new Operation(other, other.path(entry.getKey()));
                            if (one.itself().isMissingNode()) {
                                breaks.add(name + ": the operation is gone");
                            } else {
                                compareName(name, old, one);
                                comparison.compare(name, old, one);
                            }
                        }));
    }

    /// By paths whose parameters have no names: a client fills them in, whatever they are called.
    private static Map<String, JsonNode> byPlainPath(JsonNode document) {
        Map<String, JsonNode> paths = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path ->
                        paths.put(path.getKey().replaceAll("\\{[^}]+}", "{}"), path.getValue()));
        return paths;
    }

    private static Map<String, JsonNode> webhooks(JsonNode document) {
        Map<String, JsonNode> webhooks = new TreeMap<>();
        document.path("webhooks")
                .properties()
                .forEach(
                        webhook -> webhooks.put("webhook " + webhook.getKey(), webhook.getValue()));
        return webhooks;
    }

    /// Programs that are generated call it so.
    private void compareName(String name, Operation old, Operation one) {
        String before = old.path("operationId").asText();
        String after = one.path("operationId").asText();
        if (!before.equals(after)) {
            breaks.add("%s: the operationId %s is now %s".formatted(name, before, after));
        }
    }

    private void compareAsked(String name, Operation old, Operation one) {
        compareAccess(name, old.itself(), one.itself());
        compareParameters(name, parameters(released, old), parameters(now, one));
        compareBody(name + " body", old.path("requestBody"), one.path("requestBody"));
        compareAnswers(name, old.path("responses"), one.path("responses"));
    }

    /// What is told to others they read, as a client reads an answer; and what they may answer must
    /// still be understood.
    private void compareTold(String name, Operation old, Operation one) {
        compareRead(name, parameters(released, old), parameters(now, one));
        JsonNode before = Shapes.resolve(released, old.path("requestBody"));
        JsonNode after = Shapes.resolve(now, one.path("requestBody"));
        if (before.path("required").asBoolean() && !after.path("required").asBoolean()) {
            breaks.add(name + " body: may be missing now");
        }
        compareContent(
                Direction.ANSWERED, name + " body", before.path("content"), after.path("content"));
        old.path("responses")
                .fieldNames()
                .forEachRemaining(status -> {
                    if (!one.path("responses").has(status)) {
                        breaks.add("%s: the answer %s is gone".formatted(name, status));
                    }
                });
    }

    /// Headers, as whoever gets them relies on them.
    private void compareRead(
            String name, Map<String, JsonNode> old, Map<String, JsonNode> headers) {
        old.forEach((key, was) -> {
            JsonNode is = headers.getOrDefault(key, none());
            if (is.isMissingNode()) {
                breaks.add("%s: the %s is gone".formatted(name, key));
                return;
            }
            if (was.path("required").asBoolean() && !is.path("required").asBoolean()) {
                breaks.add("%s: the %s may be missing now".formatted(name, key));
            }
            shapes.compare(
                    Direction.ANSWERED, name + " " + key, was.path("schema"), is.path("schema"));
        });
    }

    /// What was open stays open; a role or a scope that was enough stays enough.
    private void compareAccess(String name, JsonNode old, JsonNode one) {
        if (isOpen(old) && !isOpen(one)) {
            breaks.add(name + ": needs a sign-in now");
        }
        List<JsonNode> ways = ways(one);
        ways(old).stream()
                .filter(way ->
                        !ways.isEmpty() && ways.stream().noneMatch(asked -> opens(way, asked)))
                .forEach(way -> breaks.add("%s: %s is no longer enough".formatted(name, way)));
        Set<String> roles = texts(one.path("x-roles"));
        if (!roles.isEmpty() && !isOpen(old)) {
            Set<String> lost = texts(old.path("x-roles"));
            if (lost.isEmpty()) {
                breaks.add(name + ": is for certain roles now");
            }
            lost.removeAll(roles);
            lost.forEach(role -> breaks.add(name + ": is no longer for the role " + role));
        }
    }

    private static boolean isOpen(JsonNode operation) {
        JsonNode security = operation.path("security");
        return security.isEmpty() || security.valueStream().anyMatch(JsonNode::isEmpty);
    }

    /// The credentials with their scopes, any of which is taken. Where none is needed (`{}`), one
    /// that is sent may still be looked at.
    private static List<JsonNode> ways(JsonNode operation) {
        return operation.path("security").valueStream().filter(way -> !way.isEmpty()).toList();
    }

    /// Whether credentials that were enough are all that is asked for.
    private static boolean opens(JsonNode way, JsonNode asked) {
        return asked.properties().stream()
                .allMatch(scheme ->
                        way.has(scheme.getKey())
                                && texts(way.path(scheme.getKey()))
                                        .containsAll(texts(scheme.getValue())));
    }

    /// All texts within, and the names of fields.
    private static Set<String> texts(JsonNode node) {
        Set<String> texts = new TreeSet<>();
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.fieldNames().forEachRemaining(texts::add);
        node.forEach(part -> texts.addAll(texts(part)));
        return texts;
    }

    private static Map<String, JsonNode> parameters(JsonNode document, Operation operation) {
        Map<String, JsonNode> parameters = new TreeMap<>();
        int place = 0;
        for (JsonNode list :
                List.of(operation.item().path("parameters"), operation.path("parameters"))) {
            for (JsonNode given : list) {
                JsonNode parameter = Shapes.resolve(document, given);
                String in = parameter.path("in").asText();
                String name = parameter.path("name").asText();
                parameters.put(
                        in.equals("path") ? "path parameter " + ++place : in + " " + name,
                        parameter);
            }
        }
        return parameters;
    }

    private void compareParameters(
            String name, Map<String, JsonNode> old, Map<String, JsonNode> parameters) {
        old.forEach((key, was) -> {
            JsonNode is = parameters.get(key);
            if (is == null) {
                breaks.add("%s: the %s is gone".formatted(name, key));
                return;
            }
            if (is.path("required").asBoolean() && !was.path("required").asBoolean()) {
                breaks.add("%s: the %s must be given now".formatted(name, key));
            }
            shapes.compare(
                    Direction.ASKED, name + " " + key, was.path("schema"), is.path("schema"));
        });
        Set<String> added = new HashSet<>(parameters.keySet());
        added.removeAll(old.keySet());
        added.stream()
                .filter(key -> parameters.get(key).path("required").asBoolean())
                .forEach(key -> breaks.add("%s: the new %s must be given".formatted(name, key)));
    }

    private void compareBody(String name, JsonNode oldGiven, JsonNode given) {
        JsonNode old = Shapes.resolve(released, oldGiven);
        JsonNode body = Shapes.resolve(now, given);
        if (body.path("required").asBoolean() && !old.path("required").asBoolean()) {
            breaks.add(name + ": must be given now");
        }
        compareContent(Direction.ASKED, name, old.path("content"), body.path("content"));
    }

    private void compareAnswers(String name, JsonNode oldAnswers, JsonNode answers) {
        oldAnswers
                .properties()
                .forEach(entry -> {
                    String answer = name + " answer " + entry.getKey();
                    JsonNode old = Shapes.resolve(released, entry.getValue());
                    JsonNode other = Shapes.resolve(now, answers.path(entry.getKey()));
                    if (!other.isMissingNode()) {
                        compareContent(
                                Direction.ANSWERED,
                                answer,
                                old.path("content"),
                                other.path("content"));
                        compareRead(
                                answer,
                                headers(released, old.path("headers")),
                                headers(now, other.path("headers")));
                    } else if (entry.getKey().startsWith("2")) {
                        breaks.add(answer + ": is gone");
                    }
                    Set<String> codes = texts(old.path("x-problems"));
                    codes.removeAll(texts(other.path("x-problems")));
                    codes.stream()
                            .filter(code -> code.startsWith("/"))
                            .forEach(code ->
                                    breaks.add(
                                            "%s: the problem %s is gone".formatted(answer, code)));
                });
    }

    /// By their names, however they are written.
    private static Map<String, JsonNode> headers(JsonNode document, JsonNode headers) {
        Map<String, JsonNode> byName = new TreeMap<>();
        headers.properties()
                .forEach(header ->
                        byName.put(
                                "header " + header.getKey().toLowerCase(Locale.ROOT),
                                Shapes.resolve(document, header.getValue())));
        return byName;
    }

    private void compareContent(Direction direction, String name, JsonNode old, JsonNode content) {
        old.properties()
                .forEach(media -> {
                    JsonNode other = content.path(media.getKey());
                    if (other.isMissingNode()) {
                        breaks.add("%s: %s is gone".formatted(name, media.getKey()));
                    } else {
                        shapes.compare(
                                direction,
                                name + " " + media.getKey(),
                                media.getValue().path("schema"),
                                other.path("schema"));
                    }
                });
    }

    private static JsonNode none() {
        return MissingNode.getInstance();
    }
}
