package org.assemble.gateway.webhook;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.database.Database;
import org.assemble.gateway.event.Access;
import org.assemble.gateway.own.Answer;
import org.assemble.gateway.own.Call;
import org.assemble.gateway.own.Desk;
import org.assemble.gateway.own.Once;
import org.assemble.gateway.own.Operations;
import org.assemble.gateway.own.Page;
import org.assemble.gateway.own.Rejection;
import org.assemble.gateway.problem.Refusal;

/// What was told to a subscription, and what became of it; told again where it is asked for.
@ApplicationScoped
class DeliveryOperations implements Operations {

    private static final String ALL = WebhookOperations.ONE + "/deliveries";
    private static final String ONE = ALL + "/:deliveryId";
    private static final String PING = "org.assemble.gateway.Ping.v1";
    private static final int MOST_REPLAYED = 10_000;

    /// As uuids are ordered, above all there are.
    private static final UUID LAST = new UUID(-1, -1);

    private static final String REPLAY =
            """
            with again as (
                insert into delivery (subscription, position, message, type)
                select s.id, e.position, e.id, e.type from subscription s join event e
                    on e.type = any(s.types) and (s.campaigns is null or e.key = any(s.campaigns))
                where s.id = $1 and e.position > $2 and e.time >= $3
                order by e.position limit $4
                on conflict (subscription, position)
                    do update set state = 'waiting', attempts = 0, next_try = now()
                returning position)
            select count(*) as replayed, max(position) as reached from again
            """;
    private static final String AGAIN =
            """
            update delivery set state = 'waiting', attempts = 0, next_try = now()
            where subscription = $1 and id = $2 returning *
            """;

    private static final String WAITING =
            """
            select count(*) as found from
                (select 1 from delivery where subscription = $1 and state = 'waiting' limit $2) w
            """;

    private final Database database;
    private final GatewaySettings.Webhooks settings;
    private final Subscriptions subscriptions;
    private final Access access;
    private final PingLimit pings;
    private final Once once;
    private final Courier courier;
    private final InstantSource clock = InstantSource.system();

    DeliveryOperations(
            Database database,
            Subscriptions subscriptions,
            Access access,
            PingLimit pings,
            Once once,
            Courier courier,
            GatewaySettings settings) {
        this.database = database;
        this.settings = settings.webhooks();
        this.subscriptions = subscriptions;
        this.access = access;
        this.pings = pings;
        this.once = once;
        this.courier = courier;
    }

    /// What to tell again: events that happened since a moment, or that stand after a position, or
    /// both.
    record Replay(Instant since, Long after) {}

    /// @param replayed how many events will be told again
    /// @param reached the position of the last of them; null where there is none
    /// @param more whether there are more: ask again with `after` set to `reached`
    record Replayed(long replayed, Long reached, boolean more) {}

    @Override
    public void offer(Desk.Offers at) {
        Set<String> who = access.roles();
        at.on(HttpMethod.GET, ALL, who, this::list)
                .on(HttpMethod.GET, ONE, who, this::one)
                .on(HttpMethod.POST, ONE + "/replay", who, this::again)
                .on(HttpMethod.POST, WebhookOperations.ONE + "/replay", who, this::replay)
                .on(HttpMethod.POST, WebhookOperations.ONE + "/test", who, this::test);
    }

    /// The latest first.
    private Future<Answer> list(Call call) {
        Page.Wanted page = call.page();
        String state = call.query("state").orElse(null);
        if (state != null && !Set.of("waiting", "delivered", "failed").contains(state)) {
            throw Rejection.malformed("/state", "Deliveries are waiting, delivered or failed.");
        }
        return subscriptions
                .one(call.caller(), call.id("subscriptionId"))
                .compose(found ->
                        database.ask(
                                "select * from delivery where subscription = $1 and id < $2"
                                        + " and ($3::text is null or state = $3)"
                                        + " order by id desc limit $4",
                                found.id(),
                                page.after().orElse(LAST),
                                state,
                                page.rows()))
                .map(DeliveryOperations::all)
                .map(all -> Page.of(all, page, Delivery::id, call));
    }

    private Future<Answer> one(Call call) {
        return subscriptions
                .one(call.caller(), call.id("subscriptionId"))
                .compose(found ->
                        database.ask(
                                "select * from delivery where subscription = $1 and id = $2",
                                found.id(),
                                call.id("deliveryId")))
                .map(DeliveryOperations::theOne)
                .compose(delivery ->
                        database.ask(
                                        "select * from attempt where delivery = $1 order by at",
                                        delivery.id())
                                .map(rows -> Answer.ok(delivery.with(attempts(rows)))));
    }

    private Future<Answer> again(Call call) {
        return once.answer(
                        call,
                        "",
                        connection ->
                                forReplay(connection, call)
                                        .compose(found ->
                                                connection
                                                        .preparedQuery(AGAIN)
                                                        .execute(
                                                                Tuple.of(
                                                                        found.id(),
                                                                        call.id("deliveryId"))))
                                        .map(DeliveryOperations::theOne)
                                        .map(delivery -> accepted(call, delivery)))
                .onSuccess(_ -> courier.somethingIsDue());
    }

    private Future<Answer> replay(Call call) {
        Replay wanted = call.body(Replay.class);
        if (wanted.since() == null && wanted.after() == null) {
            throw Rejection.malformed("/since", "Say since when, or after which position.");
        }
        return BrokenOff.again(() ->
                        once.answer(call, wanted, connection -> replay(connection, call, wanted)))
                .onSuccess(_ -> courier.somethingIsDue());
    }

    private Future<Answer> replay(SqlConnection connection, Call call, Replay wanted) {
        return forReplay(connection, call)
                .compose(found -> mustHaveCaughtUp(connection, found))
                .compose(found -> replay(connection, found.id(), wanted))
                .map(done -> Answer.accepted(address(call) + "/deliveries", done));
    }

    private Future<Subscription> mustHaveCaughtUp(SqlConnection connection, Subscription found) {
        return connection
                .preparedQuery(WAITING)
                .execute(Tuple.of(found.id(), settings.waitingAtReplay()))
                .map(rows -> {
                    if (rows.iterator().next().getLong("found") >= settings.waitingAtReplay()) {
                        throw Rejection.because(
                                Refusal.TOO_MANY,
                                "Much still waits to be told. Ask again when it was.");
                    }
                    return found;
                });
    }

    private static Future<Replayed> replay(SqlConnection connection, UUID id, Replay wanted) {
        Instant since = wanted.since() == null ? Instant.EPOCH : wanted.since();
        return connection
                .preparedQuery(REPLAY)
                .execute(
                        Tuple.of(
                                id,
                                wanted.after() == null ? 0L : wanted.after(),
                                since.atOffset(ZoneOffset.UTC),
                                MOST_REPLAYED))
                .map(rows -> rows.iterator().next())
                .map(row ->
                        new Replayed(
                                row.getLong("replayed"),
                                row.getLong("reached"),
                                row.getLong("replayed") == MOST_REPLAYED));
    }

    /// Who may no longer have the events gets none of the old ones either.
    private Future<Subscription> forReplay(SqlConnection connection, Call call) {
        return subscriptions
                .locked(connection, call.caller(), call.id("subscriptionId"))
                .map(found -> {
                    access.check(
                            call.caller(),
                            found.types(),
                            found.campaigns() == null ? List.of() : found.campaigns());
                    if (!Subscription.ON.equals(found.state())) {
                        throw Rejection.of(Refusal.SUBSCRIPTION_NOT_ON);
                    }
                    return found;
                });
    }

    /// A ping: sent once, whether the subscription is on or not.
    private Future<Answer> test(Call call) {
        return once.answer(
                        call,
                        "",
                        connection ->
                                subscriptions
                                        .locked(
                                                connection,
                                                call.caller(),
                                                call.id("subscriptionId"))
                                        .compose(found ->
                                                pings.count(connection, call.caller(), found.url())
                                                        .compose(_ -> ping(connection, found.id())))
                                        .map(delivery -> accepted(call, delivery)))
                .onSuccess(_ -> courier.somethingIsDue());
    }

    private Future<Delivery> ping(SqlConnection connection, UUID subscription) {
        String message = "ping_" + UUID.randomUUID();
        String body =
                new JsonObject()
                        .put("type", PING)
                        .put("timestamp", clock.instant().toString())
                        .put("id", message)
                        .put("data", new JsonObject().put("subscription", subscription.toString()))
                        .encode();
        return connection
                .preparedQuery(
                        "insert into delivery (subscription, message, type, body)"
                                + " values ($1, $2, $3, $4) returning *")
                .execute(Tuple.of(subscription, message, PING, body))
                .map(DeliveryOperations::theOne);
    }

    private static Answer accepted(Call call, Delivery delivery) {
        return Answer.accepted(address(call) + "/deliveries/" + delivery.id(), delivery);
    }

    private static String address(Call call) {
        return WebhookOperations.ALL + "/" + call.id("subscriptionId");
    }

    private static List<Delivery> all(RowSet<Row> rows) {
        List<Delivery> all = new ArrayList<>();
        rows.forEach(row -> all.add(Delivery.of(row)));
        return all;
    }

    private static List<Delivery.Attempt> attempts(RowSet<Row> rows) {
        List<Delivery.Attempt> all = new ArrayList<>();
        rows.forEach(row -> all.add(Delivery.Attempt.of(row)));
        return all;
    }

    private static Delivery theOne(RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw Rejection.of(Refusal.UNKNOWN_DELIVERY);
        }
        return Delivery.of(rows.iterator().next());
    }
}
