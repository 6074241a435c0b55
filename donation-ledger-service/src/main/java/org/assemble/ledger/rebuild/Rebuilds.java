package org.assemble.ledger.rebuild;

import static org.assemble.ledger.journal.model.Refusal.REBUILD_UNDER_WAY;
import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_PROJECTION;

import io.agroal.api.AgroalDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.assemble.ledger.journal.LedgerRefusal;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.ds.PGSimpleDataSource;

/// Makes again what is computed from the events, while the service goes on.
@ApplicationScoped
class Rebuilds {

    /// A table that is made from the events is added here.
    private static final List<Projection> ALL =
            List.of(new PostingsProjection(), new BalancesProjection(), new SubtreesProjection());

    private static final String STATES =
            """
            select name, coalesce(rebuild.position, 0) as position, started, finished, failure,
                (select coalesce(max(position), 0) from event) as head,
                exists (
                    select 1 from pg_locks
                    where locktype = 'advisory' and granted and classid = 4155 and objid = turn::bigint
                        and database = (select oid from pg_database where datname = current_database())) as running
            from unnest($1::text[], $2::int[]) as projection(name, turn) left join rebuild on rebuild.projection = name
            order by name\
            """;

    @Inject Pool reading;

    @Inject AgroalDataSource asService;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.flyway.username")
    String owner;

    @ConfigProperty(name = "quarkus.flyway.password")
    String ownerPassword;

    /// @param position how far its new tables go
    /// @param head how far the journal goes
    record Progress(
            String projection,
            long position,
            long head,
            boolean running,
            Instant started,
            Instant finished,
            String failure) {}

    /// Begins, or goes on with, a rebuild in a thread of its own.
    void begin(String name) {
        Projection projection = named(name);
        try {
            Rebuild rebuild = Rebuild.begin(projection, asOwner(), asService);
            if (rebuild == null) {
                throw new LedgerRefusal(REBUILD_UNDER_WAY)
                        .because(name + " is being made again already, by itself or with another.");
            }
            Thread.ofPlatform().name("rebuild-" + name).daemon().start(() -> run(rebuild));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Rebuild rebuild) {
        try (rebuild) {
            rebuild.toItsEnd();
        } catch (SQLException | RuntimeException | InterruptedException failed) {
            rebuild.failed(failed);
        }
    }

    private static Projection named(String name) {
        return ALL.stream()
                .filter(projection -> projection.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new LedgerRefusal(UNKNOWN_PROJECTION)
                                .because(
                                        "There are "
                                                + String.join(
                                                        ", ",
                                                        ALL.stream().map(Projection::name).toList())
                                                + "."));
    }

    private Connection asOwner() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(owner);
        source.setPassword(ownerPassword);
        source.setApplicationName("ledger-rebuild");
        source.setTcpKeepAlive(true);
        return source.getConnection();
    }

    /// Of every projection; what was never rebuilt has no start.
    Uni<List<Progress>> all() {
        return of(ALL);
    }

    Uni<Progress> of(String name) {
        return of(List.of(named(name))).map(List::getFirst);
    }

    private Uni<List<Progress>> of(List<Projection> projections) {
        String[] names = projections.stream().map(Projection::name).toArray(String[]::new);
        Integer[] turns = projections.stream().map(Projection::turn).toArray(Integer[]::new);
        return reading.preparedQuery(STATES)
                .execute(Tuple.of(names, turns))
                .map(rows -> {
                    List<Progress> all = new ArrayList<>();
                    rows.forEach(row -> all.add(progress(row)));
                    return all;
                });
    }

    private static Progress progress(Row row) {
        return new Progress(
                row.getString("name"),
                row.getLong("position"),
                row.getLong("head"),
                row.getBoolean("running"),
                instant(row.getOffsetDateTime("started")),
                instant(row.getOffsetDateTime("finished")),
                row.getString("failure"));
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
