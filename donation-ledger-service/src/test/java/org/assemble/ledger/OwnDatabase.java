package org.assemble.ledger;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.assemble.testkit.RealParts;
import org.flywaydb.core.Flyway;

/// A ledger's database without a ledger: rows are put in by the superuser, and read by what is
/// tested, in the service's own role.
public final class OwnDatabase implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final Connection superuser;

    private OwnDatabase(Map<String, String> settings, Connection superuser) {
        this.superuser = superuser;
        this.pool =
                PgBuilder.pool()
                        .using(vertx)
                        .connectingTo(
                                "postgresql://%s:%s@%s"
                                        .formatted(
                                                settings.get("ASSEMBLE_DB_USER"),
                                                settings.get("ASSEMBLE_DB_PASSWORD"),
                                                settings.get("ASSEMBLE_DB_URL")))
                        .build();
    }

    /// @param name is nobody else's
    public static OwnDatabase named(String name) throws SQLException {
        Map<String, String> settings = RealParts.settings(name);
        Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://" + settings.get("ASSEMBLE_DB_URL"),
                        settings.get("ASSEMBLE_DB_OWNER"),
                        settings.get("ASSEMBLE_DB_OWNER_PASSWORD"))
                .locations("db/platform", "db/migration")
                .placeholders(Map.of("app", settings.get("ASSEMBLE_DB_USER")))
                .outOfOrder(true)
                .load()
                .migrate();
        return new OwnDatabase(settings, RealParts.connect(name));
    }

    /// As the service has it.
    public Pool pool() {
        return pool;
    }

    public Connection superuser() {
        return superuser;
    }

    public void run(String sql) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The one value that is asked for, as text.
    public String one(String sql) throws SQLException {
        try (Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        pool.closeAndAwait();
        vertx.closeAndAwait();
        superuser.close();
    }
}
