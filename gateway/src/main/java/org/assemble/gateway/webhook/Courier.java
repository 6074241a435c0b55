package org.assemble.gateway.webhook;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.database.Database;
import org.assemble.gateway.event.Follower;
import org.jboss.logging.Logger;

/// Delivers what is due, a few at a time to each target. Everything here happens on one context.
@ApplicationScoped
class Courier implements Follower {

    private static final Logger LOG = Logger.getLogger(Courier.class);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

    /// What new events mean for subscriptions: one statement for all of them. A subscription that
    /// is just being ended is waited for, and then left out: to refer to it would fail, and keep
    /// the event from everybody.
    private static final String FAN_OUT =
            """
            insert into delivery (subscription, position, message, type)
            select s.id, e.position, e.id, e.type from event e join subscription s
                on s.state = 'on' and s.ends > now() and e.type = any(s.types)
                and (s.campaigns is null or e.key = any(s.campaigns))
            where e.position > $1
            for key share of s on conflict do nothing
            """;

    private final Deliveries deliveries;
    private final Sender sender;
    private final SealingKey key;
    private final Vertx vertx;
    private final GatewaySettings.Webhooks settings;
    private final Context context;
    private final Map<UUID, Integer> underWay = new HashMap<>();

    private boolean looking;
    private boolean again;
    private boolean ended;

    Courier(
            Deliveries deliveries,
            Sender sender,
            SealingKey key,
            Vertx vertx,
            GatewaySettings settings) {
        this.deliveries = deliveries;
        this.sender = sender;
        this.key = key;
        this.vertx = vertx;
        this.settings = settings.webhooks();
        this.context = vertx.getOrCreateContext();
    }

    void begin(@Observes StartupEvent event) {
        context.runOnContext(_ -> {
            vertx.setPeriodic(settings.lookEvery().toMillis(), _ -> look());
            vertx.setPeriodic(SWEEP_EVERY.toMillis(), _ -> sweep());
        });
    }

    void end(@Observes ShutdownEvent event) {
        context.runOnContext(_ -> ended = true);
    }

    @Override
    public Future<Void> with(SqlConnection connection, long after) {
        return connection.preparedQuery(FAN_OUT).execute(Tuple.of(after)).mapEmpty();
    }

    @Override
    public void tookIn() {
        somethingIsDue();
    }

    /// From any thread.
    void somethingIsDue() {
        context.runOnContext(_ -> look());
    }

    private void sweep() {
        deliveries
                .sweep(key.known().orElse(false))
                .onFailure(
                        failure -> Database.tell(LOG, "Old subscriptions stay for now", failure));
    }

    private void look() {
        int room = settings.atOnce() - underWay.values().stream().mapToInt(count -> count).sum();
        if (ended || room <= 0) {
            return;
        }
        if (looking) {
            again = true;
            return;
        }
        looking = true;
        again = false;
        // With another key than the secrets were sealed under nothing could be signed.
        key.fits()
                .compose(fits ->
                        fits
                                ? deliveries.takeOn(room, List.copyOf(underWay.keySet()))
                                : Future.succeededFuture(List.of()))
                .onComplete(answer ->
                        context.runOnContext(_ -> {
                            looking = false;
                            if (answer.succeeded()) {
                                answer.result().forEach(this::deliver);
                            } else {
                                Database.tell(LOG, "Nothing can be delivered", answer.cause());
                            }
                            if (again) {
                                look();
                            }
                        }));
    }

    private void deliver(Job job) {
        underWay.merge(job.subscription(), 1, Integer::sum);
        sender.attempt(job)
                .compose(
                        result -> deliveries.finish(job, result),
                        notSigned -> putBack(job, notSigned))
                .onFailure(failure ->
                        Database.tell(
                                LOG,
                                "Delivery %s will be repeated".formatted(job.delivery()),
                                failure))
                .onComplete(_ -> context.runOnContext(_ -> done(job)));
    }

    private Future<Void> putBack(Job job, Throwable notSigned) {
        LOG.errorf("Delivery %s waits: %s", job.delivery(), notSigned.getMessage());
        return deliveries.putBack(job);
    }

    private void done(Job job) {
        underWay.computeIfPresent(job.subscription(), (_, count) -> count == 1 ? null : count - 1);
        if (!underWay.containsKey(job.subscription())) {
            look();
        }
    }
}
