package org.assemble.ledger.rebuild;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.assemble.ledger.rebuild.Projection.Filling;
import org.jboss.logging.Logger;

/// One run: fills the new tables, a few thousand events a transaction, and exchanges them in one
/// short transaction while no writer goes on. What was done stays done when it is broken off; the
/// next run goes on there.
final class Rebuild implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Rebuild.class);

    /// So many steps may be left to fill in while writers wait.
    private static final int MOST_WHILE_WRITERS_WAIT = 2;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Projection projection;
    private final Connection connection;
    private final DataSource asService;
    private final Exchange exchange;
    private Patience patience = Patience.FIRST;
    private long position;

    /// @param owner of the tables; closed with the run
    private Rebuild(Projection projection, Connection owner, DataSource asService) {
        this.projection = projection;
        this.connection = owner;
        this.asService = asService;
        this.exchange = new Exchange(owner, projection.schema());
    }

    /// @return null where another one runs, here or in another replica
    static Rebuild begin(Projection projection, Connection owner, DataSource asService)
            throws SQLException {
        owner.setAutoCommit(false);
        if (!tookTurn(projection, owner)) {
            owner.close();
            return null;
        }
        Rebuild rebuild = new Rebuild(projection, owner, asService);
        try {
            rebuild.prepare();
        } catch (SQLException e) {
            rebuild.close();
            throw e;
        }
        return rebuild;
    }

    /// All of them or none: where one is taken, the connection is closed, and gives back the rest.
    private static boolean tookTurn(Projection projection, Connection owner) throws SQLException {
        List<Integer> turns = new ArrayList<>(projection.turnsOfOthers());
        turns.add(projection.turn());
        try (PreparedStatement lock =
                owner.prepareStatement("select pg_try_advisory_lock(4155, ?)")) {
            for (int turn : turns) {
                lock.setInt(1, turn);
                try (ResultSet rows = lock.executeQuery()) {
                    rows.next();
                    if (!rows.getBoolean(1)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /// Goes on where an earlier run was broken off, or begins anew: also where that run began
    /// before a migration that changed the tables.
    private void prepare() throws SQLException {
        if (exchange.isPrepared(projection.tables())) {
            position = number("select position from rebuild where projection = '%s'");
        } else {
            exchange.prepare(projection.tables());
            run(
                    """
                    insert into rebuild (projection, position, started) values ('%s', 0, clock_timestamp())
                    on conflict (projection) do update
                    set position = 0, started = excluded.started, finished = null\
                    """);
        }
        run("update rebuild set failure = null where projection = '%s'");
        connection.commit();
    }

    void toItsEnd() throws SQLException, InterruptedException {
        Filling filling = projection.from(connection, position);
        connection.commit();
        while (!exchanged(filling)) {
            fillToHead(filling);
        }
    }

    private void fillToHead(Filling filling) throws SQLException {
        for (long last = fillable(); position < last; ) {
            fill(filling, Math.min(position + projection.step(), last));
            connection.commit();
        }
    }

    private void fill(Filling filling, long last) throws SQLException {
        filling.fill(connection, position, last);
        position = last;
        run("update rebuild set position = %d where projection = '%%s'".formatted(last));
    }

    private long fillable() throws SQLException {
        return projection.fillable(number("select coalesce(max(position), 0) from event"));
    }

    /// @return false where too much was left to do, or a reader kept the tables: then all goes on
    ///   as it was
    private boolean exchanged(Filling filling) throws SQLException, InterruptedException {
        if (fillable() - position > MOST_WHILE_WRITERS_WAIT * (long) projection.step()) {
            connection.commit();
            return false;
        }
        try {
            run(patience.lockTimeout());
            for (String writers : projection.stopWriters()) {
                run(writers);
            }
            for (String table : projection.tables()) {
                exchange.lock(table);
            }
        } catch (SQLException e) {
            connection.rollback();
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                LOG.infof("%s waits for who reads it", projection.name());
                Thread.sleep(patience.pauseMillis());
                patience = patience.next();
                return false;
            }
            throw e;
        }
        for (long last = fillable(); position < last; ) {
            fill(filling, Math.min(position + projection.step(), last));
        }
        try (Connection service = asService.getConnection()) {
            projection.beforeExchange(connection, service);
        }
        exchange.exchange(projection.tables());
        run("update rebuild set finished = clock_timestamp() where projection = '%s'");
        connection.commit();
        return true;
    }

    /// What could not be done is forgotten; what was committed before is kept for the next run.
    void failed(Exception why) {
        try {
            connection.rollback();
            try (PreparedStatement update =
                    connection.prepareStatement(
                            "update rebuild set failure = ? where projection = ?")) {
                update.setString(1, why.toString());
                update.setString(2, projection.name());
                update.executeUpdate();
            }
            connection.commit();
        } catch (SQLException alsoGone) {
            why.addSuppressed(alsoGone);
        }
        LOG.errorf(why, "the rebuild of %s stopped at %d", projection.name(), position);
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.formatted(projection.name()));
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql.formatted(projection.name()))) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            // Then it is closed, and its lock is free.
        }
    }
}
