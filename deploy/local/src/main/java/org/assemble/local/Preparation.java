package org.assemble.local;

import java.nio.file.Files;

/// What is done once for a checkout, not at every start.
record Preparation(Wiring wiring) {
    /// Its processes and logs, apart from the platform's.
    static Home home(Wiring wiring) {
        return new Home(wiring.home().folder().resolve("preparation"));
    }

    /// What no start can do without: Keycloak's own build.
    void run() {
        if (!Keycloak.isPrepared()) {
            Say.line("Preparing Keycloak (once, about a minute) …");
            Keycloak.prepare(home(wiring));
        }
    }

    /// That, and one run of Kafka and of Keycloak to record which classes they load: it makes every
    /// later start quicker, and is not worth it for a single one.
    void runForManyStarts() {
        run();
        try {
            recordKafka();
            recordKeycloak();
        } catch (CannotStart e) {
            Say.line("It was not recorded, so starts stay slower: " + e.getMessage());
        }
        home(wiring).clear();
    }

    private void recordKafka() {
        if (!Files.exists(Kafka.cache())) {
            Say.line("Recording what Kafka loads (once) …");
            Kafka.train(home(wiring), Ports.free(), Ports.free());
        }
    }

    /// On a PostgreSQL of its own.
    private void recordKeycloak() {
        var distribution = Keycloak.prepare(home(wiring));
        if (Files.exists(Keycloak.cache(distribution))) {
            return;
        }
        Say.line("Recording what Keycloak loads (once, about a minute) …");
        try (var postgres =
                Postgres.start(home(wiring), Ports.free(), wiring.superuserPassword())) {
            var database = postgres.database(Keycloak.PART, "training", "training");
            postgres.create(database);
            var settings = wiring.keycloakSettings().movedTo(Ports.free(), Ports.free(), database);
            Keycloak.train(home(wiring), distribution, settings);
        }
    }
}
