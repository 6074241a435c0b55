package org.assemble.gateway.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assemble.gateway.request.SafeMethods;
import org.assemble.gateway.token.Scope;

/// Who may do an operation, said the same way everywhere: the scope that an application needs where
/// OpenAPI has it, the roles beside it, and both in a sentence for people.
final class WhoMay {

    static final String SIGN_IN = "signIn";
    static final String API_KEY = "apiKey";

    private WhoMay() {}

    /// Takes the place of the service's own name for the sign-in. Services list the roles there.
    static void describe(String service, String method, ObjectNode operation) {
        HttpMethod asked = HttpMethod.valueOf(method.toUpperCase(Locale.ROOT));
        String scope = Scope.of(service, asked);
        Set<String> roles = new TreeSet<>();
        boolean signedIn = false;
        for (JsonNode requirement : operation.path("security")) {
            requirement.forEach(list -> list.forEach(role -> roles.add(role.asText())));
            signedIn |= !requirement.isEmpty();
        }
        if (!roles.isEmpty()) {
            roles.forEach(operation.putArray("x-roles")::add);
        }
        ArrayNode ways = operation.putArray("security");
        if (!signedIn) {
            ways.addObject();
        }
        ways.addObject().putArray(SIGN_IN).add(scope);
        boolean maybeByKey = !signedIn && SafeMethods.has(asked);
        if (maybeByKey) {
            ways.addObject().putArray(API_KEY);
        }
        String who = signedIn ? sentence(roles, scope) : openSentence(scope, maybeByKey);
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

    /// A token that is sent is held to its scopes also where none is needed.
    private static String openSentence(String scope, boolean maybeByKey) {
        return "For everyone: no token is needed. One that is sent needs the scope `"
                + scope
                + "`."
                + (maybeByKey ? " An API key may say which application reads." : "");
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
