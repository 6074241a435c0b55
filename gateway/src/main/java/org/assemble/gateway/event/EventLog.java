package org.assemble.gateway.event;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.database.Database;
import org.jboss.logging.Logger;

/// What came from the topics, in the order in which it was taken, for as long as it is kept.
@ApplicationScoped
public class EventLog {

    private static final Logger LOG = Logger.getLogger(EventLog.class);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);
    private static final int FORGOTTEN_AT_ONCE = 5_000;
    private static final String APPEND = "select event_append($1, $2, $3, $4, $5, $6, $7) as head";
    private static final String FORGET =
            """
            with forgotten as (
                delete from event where position in
                    (select position from event where taken < now() - make_interval(secs => $1)
                     order by taken limit $2)
                returning position)
            update event_tail set
                position = greatest(position, (select max(position) from forgotten))
            where exists (select from forgotten)
            returning (select count(*) from forgotten) as forgotten
            """;

    private final Database database;
    private final Vertx vertx;
    private final Instance<Follower> followers;
    private final double keptSeconds;

    EventLog(
            Database database,
            Vertx vertx,
            @Any Instance<Follower> followers,
            GatewaySettings settings) {
        this.database = database;
        this.vertx = vertx;
        this.followers = followers;
        this.keptSeconds = settings.events().keptFor().toSeconds();
    }

    void begin(@Observes StartupEvent event) {
        vertx.setPeriodic(FORGET_EVERY.toMillis(), _ -> forget());
    }

    /// Takes messages in, in one transaction with what follows from them. One that is known already
    /// is passed over.
    Future<Void> append(List<TakenEvent> events) {
        return database.together(connection ->
                        connection
                                .preparedQuery(APPEND)
                                .execute(columns(events))
                                .map(rows -> rows.iterator().next().getLong("head"))
                                .compose(head -> follow(connection, head)))
                .onSuccess(_ -> followers.forEach(Follower::tookIn));
    }

    private Future<Void> follow(SqlConnection connection, long head) {
        Future<Void> done = Future.succeededFuture();
        for (Follower follower : followers) {
            done = done.compose(_ -> follower.with(connection, head));
        }
        return done;
    }

    private static Tuple columns(List<TakenEvent> events) {
        return Tuple.from(
                new Object[] {
                    column(events, TakenEvent::source),
                    column(events, TakenEvent::id),
                    column(events, TakenEvent::type),
                    column(events, TakenEvent::subject),
                    column(events, TakenEvent::key),
                    events.stream()
                            .map(event -> event.time().atOffset(ZoneOffset.UTC))
                            .toArray(OffsetDateTime[]::new),
                    column(events, TakenEvent::data)
                });
    }

    private static String[] column(List<TakenEvent> events, Function<TakenEvent, String> part) {
        return events.stream().map(part).toArray(String[]::new);
    }

    /// The position of the latest.
    public Future<Long> head() {
        return database.ask("select position from event_head")
                .map(rows -> rows.iterator().next().getLong("position"));
    }

    /// The position of the latest that is no longer kept; 0 where all are.
    public Future<Long> tail() {
        return database.ask("select position from event_tail")
                .map(rows -> rows.iterator().next().getLong("position"));
    }

    /// What comes after a position, in order.
    public Future<List<TakenEvent>> after(long position, int most) {
        return database.ask(
                        "select "
                                + TakenEvent.COLUMNS
                                + " from event where position > $1 order by position limit $2",
                        position,
                        most)
                .map(EventLog::events);
    }

    /// The same of what is reached, up to a position.
    public Future<List<TakenEvent>> after(long position, long upTo, Reach reach, int most) {
        return database.ask(
                        "select "
                                + TakenEvent.COLUMNS
                                + " from event where position > $1 and position <= $2"
                                + " and type = any($3) and ($4::text[] is null or key = any($4))"
                                + " order by position limit $5",
                        position,
                        upTo,
                        reach.typeColumn(),
                        reach.campaignColumn(),
                        most)
                .map(EventLog::events);
    }

    /// The types that were ever seen.
    public Future<List<String>> types() {
        return database.ask("select type from event_type order by type")
                .map(rows -> {
                    List<String> types = new ArrayList<>();
                    rows.forEach(row -> types.add(row.getString("type")));
                    return types;
                });
    }

    private static List<TakenEvent> events(RowSet<Row> rows) {
        List<TakenEvent> events = new ArrayList<>();
        rows.forEach(row -> events.add(TakenEvent.of(row)));
        return events;
    }

    /// A few at a time, so that nobody waits long; two replicas may both do it.
    Future<Void> forget() {
        return database.ask(FORGET, keptSeconds, FORGOTTEN_AT_ONCE)
                .compose(rows -> isFull(rows) ? forget() : Future.succeededFuture())
                .onFailure(failure -> Database.tell(LOG, "Old events stay for now", failure))
                .mapEmpty();
    }

    private static boolean isFull(RowSet<Row> rows) {
        return rows.size() > 0 && rows.iterator().next().getLong("forgotten") == FORGOTTEN_AT_ONCE;
    }
}
