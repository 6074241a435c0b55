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

/// What of a released description no longer holds in a newer one: everything on which a client that
/// was written for the old one may rely. Pure: two documents in, a line for each break out.
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
        Map<String, JsonNode> paths = byPlainPath(now);
        byPlainPath(released)
                .forEach((plain, item) ->
                        item.properties().stream()
                                .filter(entry -> METHODS.contains(entry.getKey()))
                                .forEach(entry -> {
                                    String name =
                                            entry.getKey().toUpperCase(Locale.ROOT) + " " + plain;
                                    JsonNode other =
                                            paths.getOrDefault(plain, none()).path(entry.getKey());
                                    if (other.isMissingNode()) {
                                        breaks.add(name + ": the operation is gone");
                                    } else {
                                        compare(
                                                name,
                                                item,
                                                entry.getValue(),
                                                paths.get(plain),
                                                other);
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

    private void compare(String name, JsonNode oldItem, JsonNode old, JsonNode item, JsonNode one) {
        if (!old.path("operationId").equals(one.path("operationId"))) {
            breaks.add(
                    "%s: the operationId %s is now %s"
                            .formatted(
                                    name,
                                    old.path("operationId").asText(),
                                    one.path("operationId").asText()));
        }
        compareAccess(name, old, one);
        compareParameters(name, parameters(released, oldItem, old), parameters(now, item, one));
        compareBody(name + " body", old.path("requestBody"), one.path("requestBody"));
        compareAnswers(name, old.path("responses"), one.path("responses"));
    }

    /// What was open stays open; a role or a scope that was enough stays enough.
    private void compareAccess(String name, JsonNode old, JsonNode one) {
        Set<String> oldScopes = texts(old.path("security"));
        Set<String> scopes = texts(one.path("security"));
        scopes.removeAll(oldScopes);
        if (isOpen(old) && !isOpen(one)) {
            breaks.add(name + ": needs a sign-in now");
        } else if (!scopes.isEmpty()) {
            breaks.add("%s: needs the scope %s now".formatted(name, String.join(", ", scopes)));
        }
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

    /// All texts within, and the names of schemes.
    private static Set<String> texts(JsonNode node) {
        Set<String> texts = new TreeSet<>();
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.fieldNames().forEachRemaining(texts::add);
        node.forEach(part -> texts.addAll(texts(part)));
        return texts;
    }

    private static Map<String, JsonNode> parameters(
            JsonNode document, JsonNode item, JsonNode operation) {
        Map<String, JsonNode> parameters = new TreeMap<>();
        int place = 0;
        for (JsonNode list : List.of(item.path("parameters"), operation.path("parameters"))) {
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
