package org.assemble.local;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// The realm of every installation (`deploy/keycloak/realm.json`) with what only a machine for
/// trying out has: people with a known password, and tokens for a password (`./assemble token`).
final class LocalRealm {
    static final String PASSWORD = "assemble-local";
    static final String CLIENT = "assemble-web";

    /// What our own applications ask for: all there is.
    static final String SCOPES =
            "openid campaign:read campaign:write assembly:read assembly:write"
                    + " training:read training:write ledger:read ledger:write"
                    + " gateway:read gateway:write";

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Someone to sign in as.
    record Person(String username, String name, List<String> roles, List<String> groups) {
        private ObjectNode user() {
            var names = name.split(" ");
            var user =
                    JSON.createObjectNode()
                            .put("username", username)
                            .put("firstName", names[0])
                            .put("lastName", names[1])
                            .put("email", username + "@example.org")
                            .put("emailVerified", true)
                            .put("enabled", true);
            user.set("realmRoles", JSON.valueToTree(roles));
            user.set("groups", JSON.valueToTree(groups));
            user.putArray("credentials").addObject().put("type", "password").put("value", PASSWORD);
            return user;
        }
    }

    private LocalRealm() {}

    static List<Person> people(Path keycloakFolder) {
        try {
            return JSON.readValue(
                    keycloakFolder.resolve("sign-ins.json").toFile(), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes the file that Keycloak imports.
    static Path write(Path keycloakFolder, Path target) {
        try {
            var realm = (ObjectNode) JSON.readTree(keycloakFolder.resolve("realm.json").toFile());
            people(keycloakFolder).forEach(person -> realm.withArray("users").add(person.user()));
            for (var client : realm.withArray("clients")) {
                if (client.path("clientId").asText().equals(CLIENT)) {
                    ((ObjectNode) client).put("directAccessGrantsEnabled", true);
                }
            }
            JSON.writeValue(target.toFile(), realm);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
