package org.assemble.gateway.description;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assemble.gateway.token.Scope;

/// Who may do an operation, said the same way everywhere: the scope that an application needs where
/// OpenAPI has it, the roles beside it, and both in a sentence for people.
final class WhoMay {

    static final String SIGN_IN = "signIn";

    private WhoMay() {}

    /// Takes the place of the service's own name for the sign-in. Services list the roles there.
    static void describe(String service, String method, ObjectNode operation) {
        String scope = Scope.of(service, HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)));
        Set<String> roles = new TreeSet<>();
        boolean signedIn = false;
        if (operation.get("security") instanceof ArrayNode requirements) {
            for (var requirement : requirements) {
                ObjectNode named = (ObjectNode) requirement;
                named.forEach(list -> list.forEach(role -> roles.add(role.asText())));
                if (!named.isEmpty()) {
                    signedIn = true;
                    named.removeAll();
                    named.putArray(SIGN_IN).add(scope);
                }
            }
        }
        if (!roles.isEmpty()) {
            roles.forEach(operation.putArray("x-roles")::add);
        }
        String who = signedIn ? sentence(roles, scope) : "For everyone: no token is needed.";
        String more = operation.path("description").asText();
        operation.put("description", more.isEmpty() ? who : more + "\n\n" + who);
    }

    /// What a scope lets an application do.
    static String meaning(String scope) {
        String service = scope.substring(0, scope.indexOf(':'));
        return (scope.endsWith(":read") ? "Read" : "Change")
                + " what the person may, of the service "
                + service;
    }

    /// Without roles a sign-in alone may not be enough: the service looks who asks, and says it.
    private static String sentence(Set<String> roles, String scope) {
        String needed = ". The application needs the scope `" + scope + "`.";
        return roles.isEmpty()
                ? "A sign-in is needed, and no certain role" + needed
                : roles.stream()
                        .map(role -> "`" + role + "`")
                        .collect(Collectors.joining(", ", "For ", needed));
    }
}
