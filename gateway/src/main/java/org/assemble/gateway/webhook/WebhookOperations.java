package org.assemble.gateway.webhook;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.event.Access;
import org.assemble.gateway.event.Reach;
import org.assemble.gateway.own.Answer;
import org.assemble.gateway.own.Call;
import org.assemble.gateway.own.Desk;
import org.assemble.gateway.own.Once;
import org.assemble.gateway.own.Operations;
import org.assemble.gateway.own.Page;
import org.assemble.gateway.own.Rejection;
import org.assemble.gateway.problem.Refusal;

/// Subscriptions of third parties: made, changed, turned on, tried and ended. Deliveries have
/// [DeliveryOperations].
@ApplicationScoped
class WebhookOperations implements Operations {

    static final String ALL = "/api/v1/webhook-subscriptions";
    static final String ONE = ALL + "/:subscriptionId";

    private static final int MOST_OVERLAP_HOURS = 168;
    private static final int USUAL_OVERLAP_HOURS = 24;

    private final Subscriptions subscriptions;
    private final Access access;
    private final Secrets secrets;
    private final SealingKey key;
    private final Once once;
    private final Courier courier;
    private final boolean localToo;

    WebhookOperations(
            Subscriptions subscriptions,
            Access access,
            Secrets secrets,
            SealingKey key,
            Once once,
            Courier courier,
            GatewaySettings settings) {
        this.subscriptions = subscriptions;
        this.access = access;
        this.secrets = secrets;
        this.key = key;
        this.once = once;
        this.courier = courier;
        this.localToo = settings.webhooks().localTargets();
    }

    /// @param url where deliveries go: https
    /// @param types of events, as they are listed at `/api/v1/events/types`
    /// @param campaigns whose events alone; all, where it is left out by somebody who sees all
    record NewSubscription(String url, List<String> types, List<String> campaigns) {}

    /// What is left out stays as it is; any change, an empty one too, confirms the subscription.
    ///
    /// @param state `on` or `off`
    record Change(String url, List<String> types, List<String> campaigns, String state) {

        /// Whether it leads elsewhere than before.
        boolean movesFrom(Subscription before) {
            return url != null && !url.equals(before.url());
        }
    }

    /// @param overlapHours how long deliveries are signed with the old secret too
    record Rotation(Integer overlapHours) {}

    @Override
    public void offer(Desk.Offers at) {
        Set<String> who = access.roles();
        at.on(HttpMethod.GET, ALL, who, this::list)
                .on(HttpMethod.POST, ALL, who, this::make)
                .on(HttpMethod.GET, ONE, who, this::one)
                .on(HttpMethod.PATCH, ONE, who, this::change)
                .on(HttpMethod.DELETE, ONE, who, this::end)
                .on(HttpMethod.POST, ONE + "/secret", who, this::newSecret);
    }

    private Future<Answer> list(Call call) {
        Page.Wanted page = call.page();
        return subscriptions
                .list(call.caller(), page)
                .map(found -> Page.of(found, page, Subscription::id, call));
    }

    private Future<Answer> one(Call call) {
        return subscriptions.one(call.caller(), call.id("subscriptionId")).map(this::shown);
    }

    private Answer shown(Subscription subscription) {
        return Answer.ok(subscription).with("ETag", subscription.etag());
    }

    private Future<Answer> make(Call call) {
        NewSubscription wanted = call.body(NewSubscription.class);
        Target.of(wanted.url(), localToo);
        Reach reach = reach(call, wanted.types(), wanted.campaigns());
        byte[] secret = secrets.random();
        return key.mustFit()
                .compose(_ ->
                        once.answer(
                                call,
                                wanted,
                                connection ->
                                        subscriptions
                                                .make(
                                                        connection,
                                                        call.caller(),
                                                        wanted.url(),
                                                        reach,
                                                        secret)
                                                .map(made -> created(made, secret))));
    }

    private static Answer created(Subscription made, byte[] secret) {
        return Answer.created(ALL + "/" + made.id(), made.with(Secrets.shown(secret)))
                .keeping(made)
                .with("ETag", made.etag());
    }

    private Future<Answer> change(Call call) {
        Change wanted = call.body(Change.class);
        if (wanted.url() != null) {
            Target.of(wanted.url(), localToo);
        }
        if (wanted.state() != null && !Set.of("on", "off").contains(wanted.state())) {
            throw Rejection.malformed("/state", "A subscription is turned on or off.");
        }
        return subscriptions
                .change(
                        call.caller(),
                        call.id("subscriptionId"),
                        (connection, before) -> {
                            mustBeLatest(call, before);
                            if (wanted.url() != null) {
                                subscriptions.mustBeItsMaker(call.caller(), before);
                            }
                            Reach reach =
                                    reach(
                                            call,
                                            wanted.types() == null
                                                    ? before.types()
                                                    : wanted.types(),
                                            wanted.campaigns() == null
                                                    ? before.campaigns()
                                                    : wanted.campaigns());
                            return subscriptions
                                    .mustHaveAnswered(connection, before, wanted)
                                    .compose(_ ->
                                            subscriptions.update(
                                                    connection,
                                                    call.caller(),
                                                    before,
                                                    wanted,
                                                    reach));
                        })
                .onSuccess(_ -> courier.somethingIsDue())
                .map(this::shown);
    }

    private static void mustBeLatest(Call call, Subscription before) {
        call.header("If-Match")
                .filter(etag -> !etag.equals(before.etag()) && !etag.equals("*"))
                .ifPresent(_ -> {
                    throw Rejection.of(Refusal.CHANGED_MEANWHILE);
                });
    }

    /// What is asked for again and again is checked again and again: whoever left a campaign may
    /// confirm nothing of it.
    private Reach reach(Call call, List<String> types, List<String> campaigns) {
        return access.check(
                call.caller(),
                types == null ? List.of() : types,
                campaigns == null ? List.of() : campaigns);
    }

    private Future<Answer> end(Call call) {
        return subscriptions
                .change(
                        call.caller(),
                        call.id("subscriptionId"),
                        (connection, before) -> subscriptions.end(connection, before))
                .map(_ -> Answer.nothing());
    }

    private Future<Answer> newSecret(Call call) {
        Rotation wanted = call.body(Rotation.class);
        int hours = wanted.overlapHours() == null ? USUAL_OVERLAP_HOURS : wanted.overlapHours();
        if (hours < 0 || hours > MOST_OVERLAP_HOURS) {
            throw Rejection.malformed("/overlapHours", "0 to 168 hours: a week at the most.");
        }
        byte[] secret = secrets.random();
        return key.mustFit()
                .compose(_ ->
                        once.answer(
                                call,
                                wanted,
                                connection ->
                                        rotate(connection, call, hours, secret)
                                                .map(view -> shownOnce(view, secret))));
    }

    private static Answer shownOnce(Subscription view, byte[] secret) {
        return Answer.ok(view.with(Secrets.shown(secret))).keeping(view);
    }

    private Future<Subscription> rotate(
            SqlConnection connection, Call call, int hours, byte[] secret) {
        UUID id = call.id("subscriptionId");
        return subscriptions
                .locked(connection, call.caller(), id)
                .compose(before -> {
                    subscriptions.mustBeItsMaker(call.caller(), before);
                    reach(call, before.types(), before.campaigns());
                    return subscriptions.replaceSecret(
                            connection, id, Buffer.buffer(secrets.seal(secret, id)), hours);
                });
    }
}
