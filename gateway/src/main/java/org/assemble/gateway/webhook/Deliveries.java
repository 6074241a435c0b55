package org.assemble.gateway.webhook;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.database.Database;

/// The delivery log: what is due, who has taken it on, and what became of it.
@ApplicationScoped
class Deliveries {

    /// Longer than any attempt takes: what a replica took on and did not finish is due again then.
    private static final Duration MARGIN = Duration.ofSeconds(45);

    /// How soon that is looked at again which we are to blame for.
    private static final Duration PUT_BACK_FOR = Duration.ofMinutes(5);

    /// For each subscription that something is due for, in turn, the one first that waited longest
    /// for its last one: a few of what is due, which no other replica has taken on. To a target
    /// that fails, one at a time. It waits for no lock.
    private static final String TAKE_ON =
            """
            with turn as materialized (
                select s.id, s.state, s.failing_since, s.last_turn from subscription s
                where s.id <> all($2) and exists (
                    select from delivery w
                    where w.subscription = s.id and w.state = 'waiting' and w.next_try <= now()
                      and (s.state = 'on' or w.position is null))
                order by s.last_turn nulls first limit $3
                for no key update skip locked),
            due as (
                select d.id from turn t cross join lateral (
                    select w.id from delivery w
                    where w.subscription = t.id and w.state = 'waiting' and w.next_try <= now()
                      and (t.state = 'on' or w.position is null)
                    order by w.next_try
                    limit case when t.failing_since is null then $1::int else 1 end
                    for update skip locked) d
                order by t.last_turn nulls first limit $3),
            taken as (
                update delivery d set attempts = attempts + 1,
                    next_try = now() + make_interval(secs => $4)
                from due where d.id = due.id
                returning d.id, d.subscription, d.position, d.message, d.body, d.attempts),
            turned as (
                update subscription s set last_turn = now()
                where s.id in (select t.subscription from taken t))
            select t.id as delivery, t.subscription, t.message, t.body, t.attempts,
                   s.url, s.secret, s.previous_secret, s.previous_until,
                   e.position, e.source, e.id, e.type, e.subject, e.key, e.time, e.data
            from taken t join subscription s on s.id = t.subscription
                left join event e on e.position = t.position
            """;

    /// Whoever has to do with both locks the subscription first and its deliveries then, so that no
    /// two wait for each other. New deliveries refer to it and needn't wait for this lock.
    private static final String LOCK =
            "select id from subscription where id = $1 for no key update";

    private static final String NOTE =
            """
            insert into attempt (delivery, at, millis, status, outcome)
            select id, $2::timestamptz, $3::int, $4::int, $5::text from delivery where id = $1
            for no key update on conflict do nothing
            """;
    private static final String DELIVERED =
            """
            with done as
                (update delivery set state = 'delivered' where id = $1 returning subscription)
            update subscription s set failing_since = null, last_delivered = now()
            from done where s.id = done.subscription
            """;
    private static final String FAILED =
            """
            update delivery set
                state = case when $2::float8 is null or position is null then 'failed'
                    else state end,
                next_try = now() + make_interval(secs => coalesce($2::float8, 0))
            where id = $1 and state = 'waiting'
            """;
    private static final String FAILING =
            """
            update subscription s set failing_since = coalesce(s.failing_since, now()),
                state = case when $2 or too_long then 'disabled' else s.state end,
                version = s.version + case when $2 or too_long then 1 else 0 end,
                reason = case when $2 then 'the target said that it is gone (410)'
                    when too_long then 'nothing was taken for too long' else s.reason end
            from (select d.subscription,
                      s.failing_since < now() - make_interval(secs => $3) as too_long
                  from delivery d join subscription s on s.id = d.subscription
                  where d.id = $1 and d.position is not null) failed
            where s.id = failed.subscription and s.state = 'on'
            """;
    private static final String PUT_BACK =
            """
            update delivery set attempts = greatest(attempts - 1, 0),
                next_try = now() + make_interval(secs => $2)
            where id = $1
            """;
    private static final String LAPSE =
            """
            update subscription set state = 'off', reason = 'it was not confirmed in time',
                version = version + 1
            where state = 'on' and ends <= now()
            """;
    private static final String OVERFLOW =
            """
            update subscription s set state = 'disabled', reason = 'too much was waiting',
                version = version + 1
            where state = 'on' and (select count(*) from
                (select 1 from delivery d where d.subscription = s.id and d.state = 'waiting'
                 limit $1 + 1) w) > $1
            """;

    /// Deliveries of events go with their events.
    private static final String FORGET_PINGS =
            "delete from delivery"
                    + " where position is null and made < now() - make_interval(secs => $1)";

    private final Database database;
    private final GatewaySettings.Webhooks settings;
    private final double keptSeconds;
    private final Schedule schedule;
    private final PingLimit pings;
    private final InstantSource clock = InstantSource.system();

    Deliveries(Database database, PingLimit pings, GatewaySettings settings) {
        this.database = database;
        this.pings = pings;
        this.settings = settings.webhooks();
        this.keptSeconds = settings.events().keptFor().toSeconds();
        this.schedule = new Schedule(this.settings.retries());
    }

    /// Takes on what is due. Another replica passes over it (`skip locked`), and finds it due again
    /// only if this one doesn't finish.
    ///
    /// @param most how many
    /// @param busy the subscriptions that have enough under way here
    Future<List<Job>> takeOn(int most, Collection<UUID> busy) {
        double lease = settings.answer().plus(MARGIN).toSeconds();
        return database.ask(TAKE_ON, settings.atOnceToOne(), busy.toArray(UUID[]::new), most, lease)
                .map(this::jobs);
    }

    private List<Job> jobs(RowSet<Row> rows) {
        Instant now = clock.instant();
        List<Job> jobs = new ArrayList<>();
        rows.forEach(row -> jobs.add(Job.of(row, now)));
        return jobs;
    }

    /// Notes how an attempt ended, and what follows from it.
    Future<Void> finish(Job job, Result result) {
        return database.together(connection ->
                run(connection, LOCK, job.subscription())
                        .compose(_ -> note(connection, job, result))
                        .compose(_ ->
                                result.isDelivered()
                                        ? run(connection, DELIVERED, job.delivery())
                                        : failed(connection, job, result)));
    }

    private static Future<Void> note(SqlConnection connection, Job job, Result result) {
        return run(
                connection,
                NOTE,
                job.delivery(),
                result.at().atOffset(ZoneOffset.UTC),
                result.millis(),
                result.status(),
                result.outcome());
    }

    private Future<Void> failed(SqlConnection connection, Job job, Result result) {
        Optional<Duration> wait =
                schedule.after(
                        job.attempts(),
                        result.retryAfter(),
                        ThreadLocalRandom.current().nextDouble());
        Double seconds = wait.map(Duration::toMillis).map(millis -> millis / 1000.0).orElse(null);
        return run(connection, FAILED, job.delivery(), seconds)
                .compose(_ ->
                        run(
                                connection,
                                FAILING,
                                job.delivery(),
                                result.isGone(),
                                (double) settings.disabledAfter().toSeconds()));
    }

    /// Makes it undone that a delivery was taken on: nothing was tried, and it waits.
    Future<Void> putBack(Job job) {
        return database.ask(PUT_BACK, job.delivery(), (double) PUT_BACK_FOR.toSeconds()).mapEmpty();
    }

    /// Ends what was not confirmed in time, and what nobody will ever catch up with; forgets what
    /// is old.
    ///
    /// @param telling whether anything is told at all: where nothing is, that too much waits is not
    ///   a target's doing
    Future<Void> sweep(boolean telling) {
        return database.ask(LAPSE)
                .compose(_ ->
                        telling
                                ? database.ask(OVERFLOW, settings.mostWaiting()).mapEmpty()
                                : Future.succeededFuture())
                .compose(_ -> database.ask(FORGET_PINGS, keptSeconds))
                .compose(_ -> pings.forget());
    }

    private static Future<Void> run(SqlConnection connection, String sql, Object... values) {
        return connection.preparedQuery(sql).execute(Tuple.wrap(Arrays.asList(values))).mapEmpty();
    }
}
