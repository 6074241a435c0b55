package org.assemble.bench;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
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

    private static final long DONE_WITHIN_MINUTES = 30;

    private static final String UNSENT =
            """
            select coalesce((select max(position) from event_log), 0)
                 - coalesce((select max(acknowledged) from relay_state), 0)\
            """;

    static final List<String> SERVICE_OPTIONS = List.of("-Xmx512m", "-XX:+UseParallelGC");

    private static final List<String> QUICK_OPTIONS =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Home home;
    private final Subject subject;
    private final List<String> options;
    private final Issuer issuer;
    private final int port = Ports.free();
    private final Postgres postgres;
    private final Kafka kafka;
    private Packaged service;

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

    static Stage open(Path folder, Subject subject, List<String> options) {
        var home = new Home(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(home::clear, "end the bench's parts"));
        var stage = new Stage(home, subject, options);
        stage.startService();
        return stage;
    }

    public void startService() {
        service = another(subject.name(), options, port);
    }

    /// One more process of the same service, on the same database and topics.
    ///
    /// @param options for the JVM
    Packaged another(String name, List<String> options) {
        return another(name, options, Ports.free());
    }

    private Packaged another(String name, List<String> options, int at) {
        return Packaged.start(home, name, subject.build(), options, at, environment());
    }

    /// What the service is told: of everything around it, and what it alone needs.
    Map<String, String> environment() {
        var database = database();
        var environment = new HashMap<>(subject.environment());
        environment.putAll(
                Map.of(
                        "ASSEMBLE_ISSUER", issuer.url(),
                        "ASSEMBLE_KAFKA", kafka.bootstrap(),
                        "ASSEMBLE_DB_URL", database.address(),
                        "ASSEMBLE_DB_USER", database.app(),
                        "ASSEMBLE_DB_PASSWORD", database.appPassword(),
                        "ASSEMBLE_DB_OWNER", database.owner(),
                        "ASSEMBLE_DB_OWNER_PASSWORD", database.ownerPassword()));
        return environment;
    }

    /// `kill -9`
    public void killService() {
        service.kill();
    }

    void restartService() {
        service.close();
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

    Home home() {
        return home;
    }

    Issuer issuer() {
        return issuer;
    }

    /// A token of a certain person.
    ///
    /// @param groups as Keycloak names them: `/region/E12000003`
    String tokenOf(UUID person, List<String> groups, String role) {
        return issuer.token(person, groups, role);
    }

    ProcessHandle service() {
        return service.process().toHandle();
    }

    Map<String, ProcessHandle> processes() {
        return Map.of(
                "loader", ProcessHandle.current(),
                "service", service(),
                "PostgreSQL", postgres.process(),
                "Kafka", kafka.process());
    }

    /// Waits until the relay has sent what was announced, so that nothing of one measurement is
    /// left for the next, then writes out what PostgreSQL has in memory.
    void settle() throws SQLException {
        awaitNone(UNSENT, "messages are not sent");
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    /// Waits until the service has done what it does by itself.
    ///
    /// @param left a query of how much is left to do
    /// @param whatIsSo as long as there is something
    void awaitNone(String left, String whatIsSo) throws SQLException {
        var deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(DONE_WITHIN_MINUTES);
        while (number(left) > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "After %d minutes %s.".formatted(DONE_WITHIN_MINUTES, whatIsSo));
            }
            pause(50);
        }
    }

    /// Plans are made for tables as they are when a connection first asks: a service that began on
    /// empty ones is started again on full ones.
    void restartOnFullTables() throws SQLException {
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
        service.close();
        kafka.close();
        postgres.close();
        issuer.close();
        home.clear();
    }
}
