package org.assemble.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assemble.acceptance.PermissionTable.Row;

/// For whom an operation is, as the API's description says.
///
/// @param isOpen whether no token is needed
/// @param isForKeys whether an API key may say who asks
/// @param scopes what a token must have, where one is sent
/// @param roles one of which is needed; none where no certain one is
/// @param text for people
record ForWhom(
        boolean isOpen, boolean isForKeys, Set<String> scopes, Set<String> roles, String text) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final String ALL_SIGNED_IN = "For everyone who is signed in.";

    /// By operations, as rows name them.
    static Map<String, ForWhom> in(JsonNode document) {
        Map<String, ForWhom> found = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path ->
                        path.getValue().properties().stream()
                                .filter(entry -> METHODS.contains(entry.getKey()))
                                .forEach(entry ->
                                        found.put(
                                                entry.getKey().toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + path.getKey(),
                                                of(entry.getValue()))));
        return found;
    }

    private static ForWhom of(JsonNode operation) {
        JsonNode security = operation.path("security");
        return new ForWhom(
                security.isEmpty() || security.valueStream().anyMatch(JsonNode::isEmpty),
                security.valueStream().anyMatch(way -> way.has("apiKey")),
                security.findValues("signIn").stream()
                        .flatMap(JsonNode::valueStream)
                        .map(JsonNode::asText)
                        .collect(Collectors.toSet()),
                operation
                        .path("x-roles")
                        .valueStream()
                        .map(JsonNode::asText)
                        .collect(Collectors.toSet()),
                operation.path("description").asText());
    }

    /// What of it is not so by the table.
    ///
    /// @param rows the operation's
    List<String> differs(List<Row> rows) {
        List<String> wrong = new ArrayList<>();
        if (isOpen != mayInAny(rows, Asker.NOBODY)) {
            wrong.add("a token is " + (isOpen ? "" : "not ") + "needed");
        }
        if (isForKeys != mayInAny(rows, Asker.KEY)) {
            wrong.add("an API key is " + (isForKeys ? "not " : "") + "taken");
        }
        Set<String> needed =
                rows.stream()
                        .filter(row -> !row.cell(Asker.UNSCOPED).isAnswered())
                        .map(Row::scope)
                        .collect(Collectors.toSet());
        if (!scopes.equals(needed) || !needed.stream().allMatch(text::contains)) {
            wrong.add("the scopes that are needed are " + needed);
        }
        List<Asker> signedIn = Arrays.stream(Asker.values()).filter(Asker::hasFullToken).toList();
        if (!roles.isEmpty()) {
            List<Asker> may = signedIn.stream().filter(asker -> mayInAny(rows, asker)).toList();
            may.stream()
                    .filter(asker -> Collections.disjoint(asker.roles(), roles))
                    .forEach(asker -> wrong.add("it is also for " + asker));
            roles.stream()
                    .filter(role -> may.stream().noneMatch(asker -> asker.roles().contains(role)))
                    .forEach(role -> wrong.add("it is not for " + role));
        } else if (!isOpen) {
            boolean isForAll =
                    signedIn.stream()
                            .allMatch(asker ->
                                    rows.stream().allMatch(row -> row.cell(asker).isAnswered()));
            if (isForAll != text.contains(ALL_SIGNED_IN)) {
                wrong.add("it is " + (isForAll ? "" : "not ") + "for everyone who is signed in");
            }
        }
        return wrong;
    }

    private static boolean mayInAny(List<Row> rows, Asker asker) {
        return rows.stream().anyMatch(row -> row.cell(asker).isAnswered());
    }
}
