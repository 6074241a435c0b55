package org.assemble.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A real PostgreSQL, durable (fsync and synchronous_commit on), on loopback, with passwords
/// (SCRAM).
public final class Postgres implements AutoCloseable {
    public static final String SUPERUSER = "postgres";
    static final String PART = "postgres";

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);
    private static final String MADE = "made by assemble";
    private static final String WRONG_PASSWORD = "28P01";

    private final Child child;
    private final int port;
    private final String password;

    /// What a service needs to reach its database: the role `<name>_owner` owns it and migrates,
    /// `<name>_app` may only connect and use what migrations grant it.
    public record Database(int port, String name, String ownerPassword, String appPassword) {
        public String owner() {
            return name + "_owner";
        }

        public String app() {
            return name + "_app";
        }

        /// `host:port/name`
        public String address() {
            return "127.0.0.1:" + port + "/" + name;
        }
    }

    private Postgres(Child child, int port, String password) {
        this.child = child;
        this.port = port;
        this.password = password;
    }

    /// Starts it on the data of `home`, making them when there are none; one that a killed starter
    /// left running there is ended first. `password` is the superuser's, set when the data are
    /// made.
    public static Postgres start(Home home, int port, String password) {
        return start(home, port, password, List.of());
    }

    /// @param settings more of them, `--name=value`
    public static Postgres start(Home home, int port, String password, List<String> settings) {
        Child.find(home, PART).ifPresent(Postgres::stop);
        Ports.requireFree(PART, port);
        var programs = Parts.here().postgres().resolve("bin");
        var data = home.data(PART);
        var user = PostgresUser.whoMayRun(programs);
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(home, programs, user, password);
        }
        user.own(data);
        forgetEndedPostmaster(data);
        var child =
                Child.start(home, PART, command(home, programs, user, port, settings), Map.of());
        var postgres = new Postgres(child, port, password);
        try {
            Until.ready(
                    child,
                    READY_WITHIN,
                    () -> {
                        postgres.connect("postgres").close();
                        return true;
                    });
        } catch (RuntimeException e) {
            stop(child);
            throw e;
        }
        return postgres;
    }

    /// The one that runs on the data of `home`, whoever started it.
    public static Optional<Postgres> find(Home home, int port, String password) {
        return Child.find(home, PART).map(child -> new Postgres(child, port, password));
    }

    private boolean knock() throws SQLException {
        try (var connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            if (WRONG_PASSWORD.equals(e.getSQLState())) {
                throw new CannotStart(
                        "PostgreSQL's data in "
                                + child.home().folder()
                                + " were made with another password than the one in secrets.properties");
            }
            throw e;
        }
    }

    private static List<String> command(
            Home home, Path programs, PostgresUser user, int port, List<String> settings) {
        var command = new ArrayList<>(user.prefix());
        command.addAll(
                List.of(
                        programs.resolve("postgres").toString(),
                        "-D",
                        home.data(PART).toString(),
                        "-p",
                        Integer.toString(port),
                        "--" + home.mark(PART),
                        "--listen_addresses=127.0.0.1",
                        "--unix_socket_directories=",
                        "--max_connections=150",
                        "--shared_buffers=48MB",
                        "--log_timezone=UTC",
                        "--timezone=UTC",
                        "--log_checkpoints=off"));
        command.addAll(settings);
        return command;
    }

    /// Made beside its place and moved there when it is whole: a start that was cut short leaves
    /// nothing half-made.
    private static void initialise(Home home, Path programs, PostgresUser user, String password) {
        var data = home.data(PART);
        var draft = data.resolveSibling(PART + ".draft");
        var passwordFile = home.file("initdb.password");
        Folders.delete(draft);
        Folders.delete(data);
        try {
            Files.createDirectory(
                    draft,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            Files.writeString(passwordFile, password);
            user.own(draft);
            user.own(passwordFile);
            var command = new ArrayList<>(user.prefix());
            command.addAll(
                    List.of(
                            programs.resolve("initdb").toString(),
                            "--pgdata=" + draft,
                            "--username=" + SUPERUSER,
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C",
                            "--data-checksums"));
            var outcome = Commands.run(command, Map.of());
            if (!outcome.fine()) {
                throw new CannotStart("PostgreSQL's data could not be made:\n" + outcome.output());
            }
            Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Folders.delete(passwordFile);
        }
    }

    /// After a `kill -9`, `postmaster.pid` names a process that is gone. PostgreSQL sees that by
    /// itself unless the number now belongs to another program; as none of ours runs here (see
    /// `start`), the file is void.
    private static void forgetEndedPostmaster(Path data) {
        Folders.delete(data.resolve("postmaster.pid"));
    }

    public int port() {
        return port;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /// A connection as superuser; for setting up and for tests, never for a service.
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, password);
    }

    /// Makes the database with its two roles. Doing it again only sets the passwords.
    public void create(Database database) {
        try {
            try (var connection = connect("postgres")) {
                role(connection, database.owner(), database.ownerPassword());
                role(connection, database.app(), database.appPassword());
                if (!exists(
                        connection,
                        "SELECT 1 FROM pg_database WHERE datname = ?",
                        database.name())) {
                    run(
                            connection,
                            "CREATE DATABASE %s OWNER %s"
                                    .formatted(database.name(), database.owner()));
                }
                run(connection, "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(database.name()));
                run(
                        connection,
                        "GRANT CONNECT ON DATABASE %s TO %s"
                                .formatted(database.name(), database.app()));
            }
            try (var connection = connect(database.name())) {
                run(connection, "ALTER SCHEMA public OWNER TO " + database.owner());
                run(connection, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
                run(connection, "GRANT USAGE ON SCHEMA public TO " + database.app());
                run(connection, "COMMENT ON DATABASE %s IS '%s'".formatted(database.name(), MADE));
            }
        } catch (SQLException e) {
            throw new CannotStart(
                    "the database " + database.name() + " could not be made: " + e.getMessage(), e);
        }
    }

    /// Whether a database was made, to the last step.
    boolean has(Database database) {
        try (var connection = connect("postgres")) {
            return exists(
                    connection,
                    "SELECT 1 FROM pg_database WHERE datname = ? AND shobj_description(oid, 'pg_database') = '"
                            + MADE
                            + "'",
                    database.name());
        } catch (SQLException e) {
            throw new CannotStart("PostgreSQL does not answer: " + e.getMessage(), e);
        }
    }

    private static void role(Connection connection, String name, String password)
            throws SQLException {
        var verb =
                exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)
                        ? "ALTER"
                        : "CREATE";
        run(
                connection,
                "%s ROLE %s LOGIN PASSWORD '%s'"
                        .formatted(verb, name, password.replace("'", "''")));
    }

    private static boolean exists(Connection connection, String query, String name)
            throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Child child() {
        return child;
    }

    public ProcessHandle process() {
        return child.process();
    }

    /// `kill -9`, as a test of what the rest does then.
    public void kill() {
        child.kill();
    }

    @Override
    public void close() {
        stop(child);
    }

    /// SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client to leave.
    static void stop(Child child) {
        child.stop("INT", STOPPED_WITHIN);
    }
}
