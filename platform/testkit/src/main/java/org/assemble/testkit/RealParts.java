package org.assemble.testkit;

import static java.util.Map.entry;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.assemble.local.Home;
import org.assemble.local.Kafka;
import org.assemble.local.Ports;
import org.assemble.local.Postgres;

/// A real PostgreSQL and a real Kafka for `@QuarkusTest`: one of each for the test JVM, on free
/// ports, with fresh data in `target/real-parts`; ended with the JVM. The init argument `database`
/// names the service's database.
///
/// ```java
/// @QuarkusTest
/// @WithTestResource(value = RealParts.class, initArgs = @ResourceArg(name = "database", value = "campaign"))
/// ```
public final class RealParts implements QuarkusTestResourceLifecycleManager {
    private static final String PASSWORD = "test";
    private static final Home HOME = new Home(Path.of("target/real-parts"));

    private String database = "test";

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.getOrDefault("database", database);
    }

    @Override
    public Map<String, String> start() {
        return settings(database);
    }

    /// The parts stay up for the test classes that follow, and end with the JVM.
    @Override
    public void stop() {}

    /// The settings of a service whose database is `name`, as its environment would give them.
    public static Map<String, String> settings(String name) {
        var made = new Postgres.Database(Chosen.ports().postgres(), name, PASSWORD, PASSWORD);
        postgres().create(made);
        return Map.ofEntries(
                entry("ASSEMBLE_DB_URL", made.address()),
                entry("ASSEMBLE_DB_USER", made.app()),
                entry("ASSEMBLE_DB_PASSWORD", made.appPassword()),
                entry("ASSEMBLE_DB_OWNER", made.owner()),
                entry("ASSEMBLE_DB_OWNER_PASSWORD", made.ownerPassword()),
                entry("ASSEMBLE_KAFKA", kafka().bootstrap()),
                entry("ASSEMBLE_HTTP_PORT", "0"),
                entry("ASSEMBLE_ISSUER", Tokens.ISSUER),
                // The key in place of the server that would tell it; the check itself is the same.
                entry("quarkus.oidc.auth-server-url", ""),
                entry("quarkus.oidc.token.issuer", Tokens.ISSUER),
                entry("quarkus.oidc.public-key", Tokens.publicKey()));
    }

    /// Where the broker is, also while a test has taken it away.
    public static String bootstrap() {
        return "127.0.0.1:" + Chosen.ports().kafka();
    }

    /// A connection as superuser, to look at or disturb what a service's own role can't.
    public static Connection connect(String database) throws SQLException {
        return postgres().connect(database);
    }

    /// The broker, for tests of what happens without it.
    public static Part broker() {
        return new Part() {
            @Override
            public void start() {
                kafka();
            }

            @Override
            public void stop() {
                Kafka.find(HOME, Chosen.ports().kafka()).ifPresent(Kafka::close);
            }

            @Override
            public void kill() {
                Kafka.find(HOME, Chosen.ports().kafka()).ifPresent(Kafka::kill);
            }
        };
    }

    /// The database server, for tests of what happens without it.
    public static Part database() {
        return new Part() {
            @Override
            public void start() {
                postgres();
            }

            @Override
            public void stop() {
                Postgres.find(HOME, Chosen.ports().postgres(), PASSWORD).ifPresent(Postgres::close);
            }

            @Override
            public void kill() {
                Postgres.find(HOME, Chosen.ports().postgres(), PASSWORD).ifPresent(Postgres::kill);
            }
        };
    }

    /// A part that a test may take away and give back, on the same port and data. Every step is
    /// safe to repeat.
    public interface Part {
        void start();

        void stop();

        /// As `kill -9` does.
        void kill();
    }

    private static Postgres postgres() {
        var ports = Chosen.ports();
        return Postgres.find(HOME, ports.postgres(), PASSWORD)
                .orElseGet(() -> Postgres.start(HOME, ports.postgres(), PASSWORD));
    }

    private static Kafka kafka() {
        var ports = Chosen.ports();
        return Kafka.find(HOME, ports.kafka())
                .orElseGet(() -> Kafka.start(HOME, ports.kafka(), ports.controller()));
    }

    /// The ports of this JVM's parts; choosing them starts the parts, once.
    private record Chosen(int postgres, int kafka, int controller) {
        static Chosen ports() {
            var ports =
                    Arrays.stream(JvmWide.once("ports", Chosen::startAll).split(" "))
                            .map(Integer::valueOf)
                            .toList();
            return new Chosen(ports.get(0), ports.get(1), ports.get(2));
        }

        private static String startAll() {
            var ports = new Chosen(Ports.free(), Ports.free(), Ports.free());
            HOME.clear();
            Runtime.getRuntime().addShutdownHook(new Thread(HOME::clear, "end real parts"));
            var kafka = new FutureTask<>(() -> Kafka.start(HOME, ports.kafka, ports.controller));
            Thread.ofPlatform().name("start kafka").start(kafka);
            Postgres.start(HOME, ports.postgres, PASSWORD);
            try {
                kafka.get().createTopics(Kafka.topics());
            } catch (Exception e) {
                throw new IllegalStateException("Kafka did not start", e);
            }
            return ports.postgres + " " + ports.kafka + " " + ports.controller;
        }
    }
}
