package org.assemble.local;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// What a person sees when all is ready.
final class Welcome {
    private Welcome() {}

    static void print(Wiring wiring, Duration after) {
        Say.line("");
        Say.line("Ready after %.1f s.".formatted(Say.seconds(after)));
        Say.line("");
        var gateway = wiring.address(Service.GATEWAY);
        Say.table(
                List.of(
                        List.of("the API", gateway + "/api/v1/…", "all services, one address"),
                        List.of(
                                "to read about it",
                                gateway + "/api/docs",
                                "OpenAPI: " + gateway + "/api/openapi.json"),
                        List.of(
                                "sign-in",
                                wiring.keycloak().toString(),
                                "Keycloak, realm " + Keycloak.REALM),
                        List.of(
                                "database",
                                "localhost:" + wiring.port(Wiring.POSTGRES),
                                "PostgreSQL, one database a service"),
                        List.of("broker", "localhost:" + wiring.port(Wiring.KAFKA), "Kafka")));
        Say.line("");
        Say.line("People to sign in as (password " + LocalRealm.PASSWORD + "):");
        Say.table(
                LocalRealm.people(wiring.keycloakFolder()).stream()
                        .map(person -> List.of(person.username(), whatTheyAre(person)))
                        .toList());
        Say.line("");
        Say.line(
                "Next: ./assemble demo plays the agreement's story and shows the books;"
                        + " ./assemble token olive gives a token to try the API with.");
    }

    private static String whatTheyAre(LocalRealm.Person person) {
        var role =
                person.roles().isEmpty()
                        ? "no role: a team member"
                        : String.join(", ", person.roles());
        var groups =
                person.groups().stream().map(group -> " of " + group).collect(Collectors.joining());
        return role + groups;
    }
}
