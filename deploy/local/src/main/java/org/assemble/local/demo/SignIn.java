package org.assemble.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;

/// The tokens of those who take part, renewed before they expire.
final class SignIn {
    private static final Duration LEFT_AT_LEAST = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Target target;
    private final Map<Person, String> signedIn = new EnumMap<>(Person.class);

    SignIn(Target target) {
        this.target = target;
    }

    String token(Person person) {
        String token = signedIn.get(person);
        return token != null && lasts(token) ? token : renew(person);
    }

    /// A new token, which says what the person may do by now.
    String renew(Person person) {
        String token =
                switch (person) {
                    case IMPORTER -> target.machineToken();
                    case NADIA, FIN, AMAL, OLIVE, TARIQ, MINA, FELIX, TESS ->
                            target.token(person.userName());
                };
        signedIn.put(person, token);
        return token;
    }

    /// The person's id, as the services know it.
    String idOf(Person person) {
        return claims(token(person)).path("sub").asText();
    }

    /// Whether a new token of the person says that they belong to the group.
    boolean isIn(Person person, String group) {
        for (JsonNode member : claims(renew(person)).path("groups")) {
            if (member.asText().equals(group)) {
                return true;
            }
        }
        return false;
    }

    private static boolean lasts(String token) {
        Instant end = Instant.ofEpochSecond(claims(token).path("exp").asLong());
        return Instant.now().plus(LEFT_AT_LEAST).isBefore(end);
    }

    private static JsonNode claims(String token) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
