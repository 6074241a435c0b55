package org.assemble.gateway.forward;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assemble.gateway.routing.Bounds;
import org.jboss.logging.Logger;

/// One address of a service, and what is known of it: from looking at it every few seconds, and
/// from what became of the requests that were sent there.
final class Address {

    private static final Logger LOG = Logger.getLogger(Address.class);
    private static final int OK = 200;

    /// How it was found when it was looked at, the best first. What was not looked at yet is taken
    /// to be well; what refuses connections does so at once, and may be asked where nothing better
    /// is left; what is silent keeps its callers waiting, and is not.
    enum Health {
        READY,
        NOT_READY,
        AWAY,
        SILENT
    }

    private final String origin;
    private final Bounds bounds;
    private final Connections connections;
    private final Breaker breaker;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicBoolean beingLookedAt = new AtomicBoolean();
    private volatile Health health = Health.READY;
    private volatile boolean seen;
    private int failedLooks;

    Address(Vertx vertx, URI address, Bounds bounds, Breaker.Settings breaker) {
        this.origin = address.getScheme() + "://" + address.getAuthority();
        this.bounds = bounds;
        this.connections = new Connections(vertx, address, bounds);
        this.breaker = new Breaker(breaker);
    }

    /// Scheme, host and port, as the service itself takes them from the Host header.
    String origin() {
        return origin;
    }

    Health health() {
        return health;
    }

    /// Whether it was looked at since it is known.
    boolean wasSeen() {
        return seen;
    }

    Breaker breaker() {
        return breaker;
    }

    AtomicInteger underWay() {
        return underWay;
    }

    Future<HttpClientRequest> request(HttpMethod method, String target) {
        return connections.request(method, target);
    }

    Future<HttpClientRequest> requestStream(HttpMethod method, String target) {
        return connections.requestStream(method, target);
    }

    void close() {
        connections.close();
    }

    /// A connection could not be made: until it is looked at again, others come first.
    void refused() {
        if (health == Health.READY || health == Health.NOT_READY) {
            health = Health.AWAY;
        }
    }

    /// Looks at it once: whether it says that it is ready.
    ///
    /// @param within the wait for what it says
    /// @param outAfter so many failed looks, one after the other, take it out
    Future<Void> look(Duration within, int outAfter) {
        if (!beingLookedAt.compareAndSet(false, true)) {
            return Future.succeededFuture();
        }
        return connections
                .request(HttpMethod.GET, bounds.health())
                .compose(request -> ask(request, within))
                .map(status -> status == OK ? Health.READY : Health.NOT_READY)
                .otherwise(Address::healthAfter)
                .map(found -> {
                    note(found, outAfter);
                    beingLookedAt.set(false);
                    return null;
                });
    }

    private static Future<Integer> ask(HttpClientRequest request, Duration within) {
        return request.send()
                .compose(answer -> answer.end().map(_ -> answer.statusCode()))
                .timeout(within.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(_ -> request.reset());
    }

    private static Health healthAfter(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof ConnectTimeoutException
                ? Health.SILENT
                : Health.AWAY;
    }

    private synchronized void note(Health found, int outAfter) {
        failedLooks = found == Health.READY ? 0 : failedLooks + 1;
        boolean mayBeChance = seen && found != Health.READY && failedLooks < outAfter;
        seen = true;
        if (found == health || mayBeChance) {
            return;
        }
        LOG.infof("%s is %s, and was %s", origin, found, health);
        health = found;
        if (found == Health.READY) {
            breaker.reset();
        }
    }
}
