package org.assemble.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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

    /// The settings of a service whose database is `database`, as its environment would give them.
    public static Map<String, String> settings(String database) {
        return running().database().apply(database);
    }

    /// The broker, for tests of what happens without it.
    public static Part broker() {
        return new Part("kafka");
    }

    /// The database server, for tests of what happens without it.
    public static Part database() {
        return new Part("postgres");
    }

    /// A connection as superuser, to look at or disturb what a service's own role can't.
    public static Connection connect(String database) {
        return running().connection().apply(database);
    }

    /// A part that a test may take away and give back, on the same port and data. Every step is
    /// safe to repeat.
    public record Part(String name) {
        public void start() {
            running().steps().get(name + " start").run();
        }

        public void stop() {
            running().steps().get(name + " stop").run();
        }

        /// As `kill -9` does.
        public void kill() {
            running().steps().get(name + " kill").run();
        }
    }

    /// What other class loaders may use of the running parts: see JvmWide for why it is made of JDK
    /// types.
    private record Running(
            Map<String, Runnable> steps,
            Function<String, Map<String, String>> database,
            Function<String, Connection> connection) {}

    private static Running running() {
        Map<String, Object> shared = JvmWide.once("real-parts", () -> new Machines().shared());
        return new Running(
                steps(shared), function(shared, "database"), function(shared, "connection"));
    }

    @SuppressWarnings("unchecked") // put there by Machines.shared
    private static Map<String, Runnable> steps(Map<String, Object> shared) {
        return (Map<String, Runnable>) shared.get("steps");
    }

    @SuppressWarnings("unchecked") // put there by Machines.shared
    private static <T> Function<String, T> function(Map<String, Object> shared, String name) {
        return (Function<String, T>) shared.get(name);
    }

    /// The two programs themselves.
    private static final class Machines {
        private final Home home = new Home(Path.of("target/real-parts"));
        private final int postgresPort = Ports.free();
        private final int kafkaPort = Ports.free();
        private final int controllerPort = Ports.free();
        private final Map<String, Map<String, String>> databases = new ConcurrentHashMap<>();
        private Postgres postgres;
        private Kafka kafka;

        Machines() {
            home.clear();
            Runtime.getRuntime().addShutdownHook(new Thread(home::clear, "end real parts"));
            var broker = CompletableFuture.runAsync(this::startKafka);
            startPostgres();
            broker.join();
            kafka.createTopics(Kafka.topics());
        }

        Map<String, Object> shared() {
            Map<String, Runnable> steps =
                    Map.of(
                            "postgres start", this::startPostgres,
                            "postgres stop", () -> postgres.close(),
                            "postgres kill", () -> postgres.kill(),
                            "kafka start", this::startKafka,
                            "kafka stop", () -> kafka.close(),
                            "kafka kill", () -> kafka.kill());
            Function<String, Map<String, String>> database =
                    name -> databases.computeIfAbsent(name, this::makeDatabase);
            Function<String, Connection> connection = this::connect;
            return Map.of("steps", steps, "database", database, "connection", connection);
        }

        private synchronized void startPostgres() {
            if (postgres == null || !postgres.running()) {
                postgres = Postgres.start(home, postgresPort, PASSWORD);
            }
        }

        private synchronized void startKafka() {
            if (kafka == null || !kafka.running()) {
                kafka = Kafka.start(home, kafkaPort, controllerPort);
            }
        }

        private Connection connect(String name) {
            try {
                return postgres.connect(name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private Map<String, String> makeDatabase(String name) {
            var made = postgres.createDatabase(name, PASSWORD, PASSWORD);
            return Map.of(
                    "ASSEMBLE_DB_URL", made.address(),
                    "ASSEMBLE_DB_USER", made.app(),
                    "ASSEMBLE_DB_PASSWORD", made.appPassword(),
                    "ASSEMBLE_DB_OWNER", made.owner(),
                    "ASSEMBLE_DB_OWNER_PASSWORD", made.ownerPassword(),
                    "ASSEMBLE_KAFKA", kafka.bootstrap(),
                    "ASSEMBLE_ISSUER", Tokens.ISSUER,
                    "quarkus.oidc.public-key", Tokens.publicKey());
        }
    }
}
