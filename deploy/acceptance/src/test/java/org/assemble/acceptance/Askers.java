package org.assemble.acceptance;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.assemble.acceptance.PermissionTable.Row;

/// The tokens and keys of those who ask. They are real: Keycloak gave each of them, and what has
/// expired has.
final class Askers {
    /// Somebody who may do whatever anybody may: what they are refused is refused for their token.
    static final String ALMIGHTY = "matrix-almighty";

    private static final String SHORT_LIVED = "matrix-short-lived";
    private static final String ELSEWHERE = "matrix-elsewhere";
    private static final String API = "assemble-api";
    private static final int LONG_SECONDS = 600;

    private final Map<Asker, String> ids = new ConcurrentHashMap<>();
    private String expired;
    private String key;

    private Askers() {}

    /// All of them in the realm; their tokens for here come with [#signIn].
    static Askers inTheRealm() {
        List<Realm.Person> people =
                Stream.concat(
                                Arrays.stream(Asker.values())
                                        .filter(Asker::isPerson)
                                        .map(Askers::person),
                                Stream.of(almighty()))
                        .toList();
        Realm.fill(
                people,
                List.of(
                        new Realm.Client(SHORT_LIVED, 1, List.of(API)),
                        new Realm.Client(ELSEWHERE, LONG_SECONDS, List.of("another-api"))));
        Askers askers = new Askers();
        Arrays.stream(Asker.values())
                .parallel()
                .forEach(asker ->
                        askers.ids.put(
                                asker,
                                asker.isPerson()
                                        ? People.claims(People.renewed(asker.userName()))
                                                .getString("sub")
                                        : UUID.randomUUID().toString()));
        return askers;
    }

    private static Realm.Person person(Asker asker) {
        return new Realm.Person(
                asker.userName(),
                asker.roles(),
                asker.region().map(region -> "/region/" + region).stream().toList());
    }

    private static Realm.Person almighty() {
        return new Realm.Person(
                ALMIGHTY,
                Arrays.stream(Asker.values())
                        .flatMap(asker -> asker.roles().stream())
                        .distinct()
                        .toList(),
                List.of("/region/" + Asker.REGION));
    }

    /// Tokens that know the teams, once these are formed.
    void signIn() {
        expired = signInAlmighty(SHORT_LIVED, People.SCOPES);
        ids.put(Asker.MACHINE, People.claims(machine()).getString("sub"));
        key =
                People.as(Asker.NATIONAL_ADMIN.userName())
                        .contentType("application/json")
                        .body(Map.of("name", "Matrix reads"))
                        .post("/api/v1/keys")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("key");
        Eventually.holds("a token expires", () -> !isGood(expired));
    }

    private static boolean isGood(String token) {
        return People.anyone()
                        .header("Authorization", "Bearer " + token)
                        .get("/api/v1/elections")
                        .statusCode()
                == 200;
    }

    /// Their id; of who is nobody, one that nobody has.
    String id(Asker asker) {
        return ids.get(asker);
    }

    Optional<String> key(Asker asker) {
        return asker == Asker.KEY ? Optional.of(key) : Optional.empty();
    }

    Optional<String> token(Asker asker, Row row) {
        return switch (asker) {
            case NOBODY, KEY -> Optional.empty();
            case EXPIRED -> Optional.of(expired);
            case ELSEWHERE ->
                    Optional.of(
                            People.token(
                                    ELSEWHERE, () -> signInAlmighty(ELSEWHERE, People.SCOPES)));
            case UNSCOPED -> Optional.of(without(row.scope()));
            case MACHINE -> Optional.of(machine());
            default -> Optional.of(People.token(asker.userName()));
        };
    }

    private static String machine() {
        return People.token("a machine", People::machineToken);
    }

    private static String without(String scope) {
        return People.token(
                "without " + scope,
                () -> signInAlmighty(People.WEB, People.SCOPES.replaceFirst(" " + scope, "")));
    }

    /// One after the other: Keycloak takes sign-ins of one person at once for guessing.
    private static synchronized String signInAlmighty(String client, String scopes) {
        return People.signIn(ALMIGHTY, client, scopes);
    }
}
