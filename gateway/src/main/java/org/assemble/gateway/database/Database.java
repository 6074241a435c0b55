package org.assemble.gateway.database;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/// The gateway's own database: API keys, what came from the topics, and who wants to be told. It
/// may be away, at the start too: what is forwarded needs none of it.
@ApplicationScoped
public class Database {

    private static final Logger LOG = Logger.getLogger(Database.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);
    private static final long PATIENCE_SECONDS = 5;

    /// SQLSTATE classes that speak of the server and not of the statement: connection, resources,
    /// an operator's doing.
    private static final List<String> OF_THE_SERVER = List.of("08", "53", "57");

    private static final List<String> OF_THE_DATA = List.of("22", "23", "54");

    private final Pool pool;
    private final Flyway flyway;
    private final Promise<Void> ready = Promise.promise();
    private volatile boolean answers;
    private Thread migrating;

    Database(Pool pool, Flyway flyway) {
        this.pool = pool;
        this.flyway = flyway;
    }

    void begin(@Observes StartupEvent event) {
        migrating = Thread.ofVirtual().name("migrate").start(this::migrate);
    }

    void end(@Observes ShutdownEvent event) {
        migrating.interrupt();
    }

    /// The owner's migrations, tried until they are through.
    private void migrate() {
        String said = "";
        while (!ready.future().isComplete()) {
            try {
                flyway.migrate();
                answers = true;
                ready.complete();
            } catch (RuntimeException notYet) {
                if (!said.equals(firstLine(notYet))) {
                    said = firstLine(notYet);
                    LOG.warnf("The gateway's database is not ready: %s", said);
                }
                if (!rest()) {
                    return;
                }
            }
        }
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private static boolean rest() {
        try {
            Thread.sleep(BETWEEN_TRIES);
            return true;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Succeeds once the tables are there.
    public Future<Void> ready() {
        return ready.future();
    }

    /// Whether it answered when it was last asked.
    public boolean answers() {
        return answers;
    }

    /// One statement; fails with [Away] where the database can't be asked.
    public Future<RowSet<Row>> ask(String sql, Object... values) {
        return guarded(() -> pool.preparedQuery(sql).execute(Tuple.wrap(Arrays.asList(values))));
    }

    /// Several statements that take effect together or not at all.
    public <T> Future<T> together(Function<SqlConnection, Future<T>> work) {
        return guarded(() -> pool.withTransaction(work));
    }

    private <T> Future<T> guarded(Supplier<Future<T>> work) {
        if (!ready.future().isComplete()) {
            return Future.failedFuture(new Away("its tables are not made yet"));
        }
        return work.get()
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .onSuccess(_ -> answers = true)
                .recover(failure -> Future.failedFuture(told(failure)));
    }

    private Throwable told(Throwable failure) {
        if (!isOutage(failure)) {
            return failure;
        }
        answers = false;
        return new Away(firstLine(failure));
    }

    private static boolean isOutage(Throwable failure) {
        if (failure instanceof PgException said) {
            return said.getSqlState() != null
                    && OF_THE_SERVER.contains(said.getSqlState().substring(0, 2));
        }
        return failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof ClosedConnectionException;
    }

    /// Whether the database refused what it was given to keep, and would do so again: SQL's classes
    /// of wrong data, of broken constraints and of what is too large.
    public static boolean isOfTheData(Throwable failure) {
        return failure instanceof PgException said
                && said.getSqlState() != null
                && OF_THE_DATA.contains(said.getSqlState().substring(0, 2));
    }

    /// Tells of what was not done in the background: a database that is away is told elsewhere, and
    /// all else is a mistake of ours.
    ///
    /// @param what for a reader of the log: "API keys could not be read"
    public static void tell(Logger log, String what, Throwable failure) {
        log.log(failure instanceof Away ? Level.DEBUG : Level.ERROR, what, failure);
    }

    /// The database can't be asked for the moment; nothing was done that is known of.
    public static final class Away extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Away(String why) {
            super("the gateway's database is away: " + why, null, false, false);
        }
    }
}
