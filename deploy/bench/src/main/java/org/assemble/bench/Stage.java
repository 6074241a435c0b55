package org.assemble.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assemble.local.Home;
import org.assemble.local.Kafka;
import org.assemble.local.Ports;
import org.assemble.local.Postgres;

/// A PostgreSQL, a Kafka, an issuer of tokens and a packaged service as a process of its own, all
/// of them for one run: closing it ends them and frees their folder.
public final class Stage implements AutoCloseable {
    private static final String PASSWORD = "bench";

    /// The same for everyone who is measured. Durable: `Postgres` leaves fsync, full_page_writes
    /// and synchronous_commit on.
    static final List<String> POSTGRES_SETTINGS =
            List.of("--shared_buffers=1GB", "--max_wal_size=8GB", "--checkpoint_timeout=30min");

    private static final String UNSENT =
            """
            select coalesce((select max(position) from event_log), 0)
                 - coalesce((select max(acknowledged) from relay_state), 0)\
            """;

    static final List<String> SERVICE_OPTIONS = List.of("-Xmx512m", "-XX:+UseParallelGC");

    private static final List<String> QUICK_OPTIONS =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final long READY_WITHIN_SECONDS = 120;
    private static final long STOPPED_WITHIN_SECONDS = 20;

    private final Home home;
    private final Subject subject;
    private final List<String> options;
    private final Issuer issuer;
    private final int port = Ports.free();
    private final Postgres postgres;
    private final Kafka kafka;
    private Process service;

    private Stage(Home home, Subject subject, List<String> options) {
        this.home = home;
        this.subject = subject;
        this.options = options;
        this.issuer = new Issuer();
        home.clear();
        this.kafka = Kafka.start(home, Ports.free(), Ports.free());
        kafka.createTopics(Kafka.topics());
        this.postgres =
                Postgres.start(
                        home,
                        Ports.free(),
                        PASSWORD,
                        Stream.concat(
                                        POSTGRES_SETTINGS.stream(),
                                        subject.postgresSettings().stream())
                                .toList());
        postgres.create(database());
    }

    /// @param folder for the data; emptied first, and gone in the end
    public static Stage open(Path folder, Subject subject) {
        return open(folder, subject, SERVICE_OPTIONS);
    }

    /// For who starts the service often and measures nothing: it is ready in half the time, and
    /// slower then.
    public static Stage quick(Path folder, Subject subject) {
        return open(folder, subject, QUICK_OPTIONS);
    }

    private static Stage open(Path folder, Subject subject, List<String> options) {
        var home = new Home(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(home::clear, "end the bench's parts"));
        var stage = new Stage(home, subject, options);
        stage.startService();
        return stage;
    }

    public void startService() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.add("-D" + home.mark(subject.name()));
        command.addAll(options);
        command.addAll(List.of("-jar", subject.build().resolve("quarkus-run.jar").toString()));
        var log = home.log(subject.name()).toFile();
        var builder =
                new ProcessBuilder(command)
                        .directory(home.folder().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        var database = database();
        builder.environment().putAll(subject.environment());
        builder.environment()
                .putAll(
                        Map.of(
                                "ASSEMBLE_HTTP_PORT", Integer.toString(port),
                                "ASSEMBLE_ISSUER", issuer.url(),
                                "ASSEMBLE_KAFKA", kafka.bootstrap(),
                                "ASSEMBLE_DB_URL", database.address(),
                                "ASSEMBLE_DB_USER", database.app(),
                                "ASSEMBLE_DB_PASSWORD", database.appPassword(),
                                "ASSEMBLE_DB_OWNER", database.owner(),
                                "ASSEMBLE_DB_OWNER_PASSWORD", database.ownerPassword()));
        try {
            service = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitReady();
    }

    private void awaitReady() {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
        while (!isReady()) {
            if (!service.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the %s service did not start:\n%s".formatted(subject.name(), log()));
            }
            pause(50);
        }
    }

    private boolean isReady() {
        try {
            var asked = (HttpURLConnection) uri("/q/health/ready").toURL().openConnection();
            asked.setReadTimeout(2_000);
            return asked.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String log() {
        try {
            return Files.readString(home.log(subject.name()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// `kill -9`
    public void killService() throws InterruptedException {
        service.destroyForcibly().waitFor();
    }

    private void stopService() throws InterruptedException {
        service.destroy();
        if (!service.waitFor(STOPPED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            killService();
        }
    }

    void restartService() throws InterruptedException {
        stopService();
        startService();
    }

    private Postgres.Database database() {
        return new Postgres.Database(postgres.port(), subject.name(), PASSWORD, PASSWORD);
    }

    /// As superuser.
    public Connection connect() throws SQLException {
        return postgres.connect(subject.name());
    }

    /// What a query of one number says.
    public long number(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    public int port() {
        return port;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public String token(String... roles) {
        return issuer.token(roles);
    }

    /// A token of a certain person.
    ///
    /// @param groups as Keycloak names them: `/region/E12000003`
    String tokenOf(UUID person, List<String> groups, String role) {
        return issuer.token(person, groups, role);
    }

    Map<String, ProcessHandle> processes() {
        return Map.of(
                "loader", ProcessHandle.current(),
                "service", service.toHandle(),
                "PostgreSQL", postgres.process(),
                "Kafka", kafka.process());
    }

    /// Waits until the relay has sent what was announced, so that nothing of one measurement is
    /// left for the next, then writes out what PostgreSQL has in memory.
    void settle() throws SQLException {
        while (number(UNSENT) > 0) {
            pause(50);
        }
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    /// Plans are made for tables as they are when a connection first asks: a service that began on
    /// empty ones is started again on full ones.
    void restartOnFullTables() throws SQLException, InterruptedException {
        settle();
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
        restartService();
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            stopService();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kafka.close();
        postgres.close();
        issuer.close();
        home.clear();
    }
}
