package org.assemble.gateway.webhook;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.database.Database;
import org.assemble.gateway.event.Access;
import org.assemble.gateway.event.Reach;
import org.assemble.gateway.own.Page;
import org.assemble.gateway.own.Rejection;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.token.Caller;

/// Who wants to be told of what. A subscription is seen and changed by the application and person
/// that made it, by organisers of all the campaigns that it names, and by who sees all. Each change
/// locks the subscription before its deliveries, as [Deliveries] does.
@ApplicationScoped
class Subscriptions {

    private static final String SEEN = "($1 or (client = $2 and subject = $3) or campaigns <@ $4)";
    private static final String MAKE =
            """
            insert into subscription (id, client, subject, url, types, campaigns, secret, ends)
            values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => $8)) returning *
            """;
    private static final String PINGED =
            """
            select exists (select from delivery
                where subscription = $1 and position is null and state = 'delivered') as pinged
            """;
    private static final String FORGET_PINGS =
            "delete from delivery where subscription = $1 and position is null";
    private static final String AT_ONCE =
            """
            update delivery set next_try = now()
            where subscription = $1 and state = 'waiting' and next_try > now()
            """;
    private static final String CHANGE =
            """
            update subscription set url = $2, types = $3, campaigns = $4,
                state = case when url = $2 then coalesce($5, state) else 'off' end,
                reason = case when $5 is null then reason end,
                failing_since = case when $5 is null then failing_since end,
                ends = now() + make_interval(secs => $6), version = version + 1
            where id = $1 returning *
            """;

    private final Database database;
    private final Access access;
    private final Secrets secrets;
    private final GatewaySettings.Webhooks settings;

    Subscriptions(Database database, Access access, Secrets secrets, GatewaySettings settings) {
        this.database = database;
        this.access = access;
        this.secrets = secrets;
        this.settings = settings.webhooks();
    }

    Future<List<Subscription>> list(Caller caller, Page.Wanted page) {
        return database.ask(
                        "select * from subscription where "
                                + SEEN
                                + " and id > $5 order by id limit $6",
                        access.seesAll(caller),
                        caller.clientId(),
                        caller.subject(),
                        caller.campaigns().toArray(String[]::new),
                        page.after().orElse(new UUID(0, 0)),
                        page.rows())
                .map(Subscriptions::all);
    }

    Future<Subscription> one(Caller caller, UUID id) {
        return database.together(connection -> find(connection, caller, id, ""));
    }

    /// The subscription, with its row locked until the transaction ends. New events are told to it
    /// meanwhile: only what would end it waits for those.
    Future<Subscription> locked(SqlConnection connection, Caller caller, UUID id) {
        return find(connection, caller, id, " for no key update");
    }

    private Future<Subscription> find(
            SqlConnection connection, Caller caller, UUID id, String lock) {
        return connection
                .preparedQuery("select * from subscription where " + SEEN + " and id = $5" + lock)
                .execute(
                        Tuple.of(
                                access.seesAll(caller),
                                caller.clientId(),
                                caller.subject(),
                                caller.campaigns().toArray(String[]::new),
                                id))
                .map(Subscriptions::theOne);
    }

    Future<Subscription> make(
            SqlConnection connection, Caller caller, String url, Reach reach, byte[] secret) {
        return mustHaveRoom(connection, caller)
                .compose(_ -> connection.query("select uuidv7() as id").execute())
                .map(rows -> rows.iterator().next().getUUID("id"))
                .compose(id ->
                        connection
                                .preparedQuery(MAKE)
                                .execute(
                                        Tuple.from(
                                                new Object[] {
                                                    id,
                                                    caller.clientId(),
                                                    caller.subject(),
                                                    url,
                                                    reach.typeColumn(),
                                                    reach.campaignColumn(),
                                                    Buffer.buffer(secrets.seal(secret, id)),
                                                    lastsSeconds(access.seesAll(caller))
                                                })))
                .map(Subscriptions::theOne);
    }

    /// D1: who left a campaign must not have its events for long. Nobody tells the gateway who
    /// left: so what rests on belonging to a campaign is confirmed more often.
    private double lastsSeconds(boolean ofWhoSeesAll) {
        return (ofWhoSeesAll ? settings.lastFor() : settings.lastForMembers()).toSeconds();
    }

    private Future<Void> mustHaveRoom(SqlConnection connection, Caller caller) {
        return connection
                .preparedQuery(
                        "select count(*) as made from subscription"
                                + " where client = $1 and subject = $2")
                .execute(Tuple.of(caller.clientId(), caller.subject()))
                .map(rows -> {
                    if (rows.iterator().next().getLong("made") >= settings.mostOfOne()) {
                        throw Rejection.because(
                                Refusal.TOO_MANY,
                                "At most %d subscriptions each.".formatted(settings.mostOfOne()));
                    }
                    return null;
                });
    }

    /// Does something to a subscription that the caller sees, as one step.
    Future<Subscription> change(
            Caller caller,
            UUID id,
            BiFunction<SqlConnection, Subscription, Future<Subscription>> work) {
        return BrokenOff.again(() ->
                database.together(connection ->
                        locked(connection, caller, id)
                                .compose(before -> work.apply(connection, before))));
    }

    /// Nobody is told who didn't ask: an address is turned on once it has answered a ping.
    Future<Void> mustHaveAnswered(
            SqlConnection connection, Subscription before, WebhookOperations.Change wanted) {
        if (!Subscription.ON.equals(wanted.state())) {
            return Future.succeededFuture();
        }
        return connection
                .preparedQuery(PINGED)
                .execute(Tuple.of(before.id()))
                .map(rows -> {
                    boolean pinged = rows.iterator().next().getBoolean("pinged");
                    if (!pinged || wanted.movesFrom(before)) {
                        throw Rejection.of(Refusal.SUBSCRIPTION_NOT_TRIED);
                    }
                    return null;
                });
    }

    /// Changes and confirms it. Turned on again, it goes on with what waits, at once; that it is on
    /// already makes nothing due, what is under way least of all. At another address it is off,
    /// until that one has answered.
    Future<Subscription> update(
            SqlConnection connection,
            Caller caller,
            Subscription before,
            WebhookOperations.Change wanted,
            Reach reach) {
        return connection
                .preparedQuery(CHANGE)
                .execute(
                        Tuple.from(
                                new Object[] {
                                    before.id(),
                                    wanted.url() == null ? before.url() : wanted.url(),
                                    reach.typeColumn(),
                                    reach.campaignColumn(),
                                    wanted.state(),
                                    lastsSeconds(access.seesAll(caller) && before.isOf(caller))
                                }))
                .map(Subscriptions::theOne)
                .compose(after -> follow(connection, before, wanted).map(after));
    }

    private static Future<Void> follow(
            SqlConnection connection, Subscription before, WebhookOperations.Change wanted) {
        if (wanted.movesFrom(before)) {
            return connection.preparedQuery(FORGET_PINGS).execute(Tuple.of(before.id())).mapEmpty();
        }
        return Subscription.ON.equals(wanted.state()) && !Subscription.ON.equals(before.state())
                ? connection.preparedQuery(AT_ONCE).execute(Tuple.of(before.id())).mapEmpty()
                : Future.succeededFuture();
    }

    /// Where a subscription leads is its maker's business: whoever else may see it can turn it off
    /// and end it, but not have its events sent elsewhere. One application may be everybody's, so
    /// that it is not enough to come with the same.
    void mustBeItsMaker(Caller caller, Subscription subscription) {
        if (!subscription.isOf(caller) && !access.seesAll(caller)) {
            throw Rejection.because(
                    Refusal.NOT_ALLOWED,
                    "Only who made a subscription, with the same application, changes its address"
                            + " and its secret.");
        }
    }

    Future<Subscription> replaceSecret(
            SqlConnection connection, UUID id, Buffer sealed, int overlapHours) {
        return connection
                .preparedQuery(
                        "update subscription set previous_secret = secret, previous_until = now() +"
                                + " make_interval(hours => $3), secret = $2, version = version + 1"
                                + " where id = $1 returning *")
                .execute(Tuple.of(id, sealed, overlapHours))
                .map(Subscriptions::theOne);
    }

    Future<Subscription> end(SqlConnection connection, Subscription ended) {
        return connection
                .preparedQuery("delete from subscription where id = $1")
                .execute(Tuple.of(ended.id()))
                .map(ended);
    }

    private static List<Subscription> all(RowSet<Row> rows) {
        List<Subscription> all = new ArrayList<>();
        rows.forEach(row -> all.add(Subscription.of(row)));
        return all;
    }

    private static Subscription theOne(RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw Rejection.of(Refusal.UNKNOWN_SUBSCRIPTION);
        }
        return Subscription.of(rows.iterator().next());
    }
}
