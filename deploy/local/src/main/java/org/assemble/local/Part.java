package org.assemble.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Something that runs, as the launcher handles it.
interface Part {
    String name();

    /// Where a person or a program finds it.
    String address();

    List<Integer> ports();

    /// What a Java program has loaded before.
    default Optional<AotCache> cache() {
        return Optional.empty();
    }

    /// Starts it and returns when it is ready.
    ///
    /// @param javaOptions more options for the JVM, where it is a Java program
    Child start(List<String> javaOptions);

    default Child start() {
        return start(cache().map(AotCache::options).orElse(List.of()));
    }

    void stop(Child child);

    static Part postgres(Wiring wiring) {
        return new OfPostgres(wiring);
    }

    static Part kafka(Wiring wiring) {
        return new OfKafka(wiring);
    }

    static Part keycloak(Wiring wiring) {
        return new OfKeycloak(wiring);
    }

    static Part service(Wiring wiring, Service service) {
        return new OfService(wiring, service);
    }

    record OfPostgres(Wiring wiring) implements Part {
        @Override
        public String name() {
            return Postgres.PART;
        }

        @Override
        public String address() {
            return "localhost:" + wiring.port(Wiring.POSTGRES);
        }

        @Override
        public List<Integer> ports() {
            return List.of(wiring.port(Wiring.POSTGRES));
        }

        @Override
        public Child start(List<String> javaOptions) {
            var postgres =
                    Postgres.start(
                            wiring.home(),
                            wiring.port(Wiring.POSTGRES),
                            wiring.superuserPassword());
            var names =
                    Stream.concat(
                            Stream.of(Service.values()).map(Service::part),
                            Stream.of(Keycloak.PART));
            names.map(wiring::database)
                    .filter(database -> !postgres.has(database))
                    .forEach(postgres::create);
            return postgres.child();
        }

        @Override
        public void stop(Child child) {
            Postgres.stop(child);
        }
    }

    record OfKafka(Wiring wiring) implements Part {
        @Override
        public String name() {
            return Kafka.PART;
        }

        @Override
        public String address() {
            return "localhost:" + wiring.port(Wiring.KAFKA);
        }

        @Override
        public List<Integer> ports() {
            return List.of(wiring.port(Wiring.KAFKA), wiring.port(Wiring.KAFKA_CONTROLLER));
        }

        @Override
        public Optional<AotCache> cache() {
            return Optional.of(Kafka.cache());
        }

        @Override
        public Child start(List<String> javaOptions) {
            var kafka =
                    Kafka.start(
                            wiring.home(),
                            wiring.port(Wiring.KAFKA),
                            wiring.port(Wiring.KAFKA_CONTROLLER),
                            javaOptions);
            createTopics(kafka);
            return kafka.child();
        }

        /// Noted when it is done, because asking the broker each time costs a second.
        private void createTopics(Kafka kafka) {
            var topics = Kafka.topics();
            var note = wiring.home().file("topics");
            try {
                if (!Files.exists(note) || !Files.readString(note).equals(topics.toString())) {
                    kafka.createTopics(topics);
                    Files.writeString(note, topics.toString());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop(Child child) {
            Kafka.stop(child);
        }
    }

    record OfKeycloak(Wiring wiring) implements Part {
        @Override
        public String name() {
            return Keycloak.PART;
        }

        @Override
        public String address() {
            return wiring.keycloak().toString();
        }

        @Override
        public List<Integer> ports() {
            return List.of(wiring.port(Wiring.KEYCLOAK), wiring.port(Wiring.KEYCLOAK_MANAGEMENT));
        }

        @Override
        public Optional<AotCache> cache() {
            return Optional.of(Keycloak.cache());
        }

        @Override
        public Child start(List<String> javaOptions) {
            var settings = wiring.keycloakSettings();
            var distribution = Keycloak.prepare(wiring.home());
            var child = Keycloak.start(wiring.home(), distribution, settings, javaOptions);
            Keycloak.awaitReady(child, settings);
            return child;
        }

        @Override
        public void stop(Child child) {
            Keycloak.stop(child);
        }
    }

    record OfService(Wiring wiring, Service service) implements Part {
        private static final Duration READY_WITHIN = Duration.ofMinutes(5);
        private static final Duration STOPPED_WITHIN = Duration.ofSeconds(20);

        @Override
        public String name() {
            return service.part();
        }

        @Override
        public String address() {
            return wiring.address(service).toString();
        }

        @Override
        public List<Integer> ports() {
            return wiring.ports(service);
        }

        @Override
        public Optional<AotCache> cache() {
            var build = service.build(wiring.checkout());
            return Optional.of(AotCache.of(build, name(), build.resolve("quarkus-run.jar")));
        }

        @Override
        public Child start(List<String> javaOptions) {
            ports().forEach(port -> Ports.requireFree(name(), port));
            var build = service.build(wiring.checkout());
            var command =
                    Java.concat(
                            Java.command(wiring.home(), name(), service.heapMegabytes),
                            javaOptions,
                            List.of("-jar", build.resolve("quarkus-run.jar").toString()));
            var child = Child.start(wiring.home(), name(), command, wiring.environment(service));
            var health = wiring.readiness(service);
            Until.ready(child, READY_WITHIN, () -> Http.get(health));
            return child;
        }

        @Override
        public void stop(Child child) {
            child.stop("TERM", STOPPED_WITHIN);
        }
    }
}
