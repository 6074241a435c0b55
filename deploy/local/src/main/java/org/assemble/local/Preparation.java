package org.assemble.local;

import java.nio.file.Files;
import java.nio.file.Path;

/// What is done once for a checkout, so that every later start is quick: unpacking, Keycloak's own
/// build, and one run of Kafka and of Keycloak to record the classes that they load.
record Preparation(Wiring wiring) {
    void run() {
        var home = new Home(wiring.home().folder().resolve("preparation"));
        if (!Files.exists(Kafka.cache())) {
            Say.line("Preparing Kafka (once) …");
            Kafka.train(home, Ports.free(), Ports.free());
        }
        if (!Keycloak.isPrepared()) {
            Say.line("Preparing Keycloak (once, about a minute) …");
        }
        var distribution = Keycloak.prepare(home);
        if (!Files.exists(Keycloak.cache(distribution))) {
            train(home, distribution);
        }
        home.clear();
    }

    /// On a PostgreSQL of its own, which is gone afterwards.
    private void train(Home home, Path distribution) {
        try (var postgres = Postgres.start(home, Ports.free(), wiring.superuserPassword())) {
            var settings =
                    wiring.keycloakSettings()
                            .movedTo(
                                    Ports.free(),
                                    Ports.free(),
                                    postgres.database(Keycloak.PART, "training", "training"));
            postgres.create(settings.database());
            Keycloak.train(home, distribution, settings);
        }
    }
}
