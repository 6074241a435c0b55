package org.assemble.gateway.request;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/// One request while it is at the gateway: its number, its place in a trace, and what the handlers
/// on its way found out. It is over when its answer is sent or its caller has left, and then
/// whoever keeps books of it is told, once.
public final class Visit {

    private static final String KEPT_AS = Visit.class.getName();
    private static final String NOWHERE = "none";

    /// The client of requests that come without a token or a key.
    public static final String NOBODY = "anonymous";

    private final RoutingContext exchange;
    private final BiConsumer<Visit, RoutingContext> books;
    private final String requestId;
    private final String address;
    private final TraceContext trace;
    private final long begunNanos = System.nanoTime();
    private String service = NOWHERE;
    private String route = NOWHERE;
    private String client = NOBODY;
    private String refusal;
    private boolean brokenOff;
    private boolean left;
    private boolean over;
    private boolean giving;
    private final List<Runnable> last = new ArrayList<>(2);
    private Runnable taken;

    private Visit(RoutingContext exchange, BiConsumer<Visit, RoutingContext> books) {
        this.exchange = exchange;
        this.books = books;
        this.requestId = newId();
        SocketAddress remote = exchange.request().remoteAddress();
        this.address = remote == null ? "" : remote.hostAddress();
        this.trace = TraceContext.of(exchange.request().headers());
    }

    /// Begins a request's way through the gateway.
    ///
    /// @param books told when the visit is over
    public static void begin(RoutingContext exchange, BiConsumer<Visit, RoutingContext> books) {
        Visit visit = new Visit(exchange, books);
        HttpServerResponse response = exchange.response();
        response.putHeader(RequestId.HEADER, visit.requestId);
        response.putHeader(TraceContext.RESPONSE, visit.trace.header());
        response.endHandler(_ -> visit.end());
        response.closeHandler(_ -> visit.end());
        exchange.put(KEPT_AS, visit);
    }

    public static Visit of(RoutingContext exchange) {
        return exchange.get(KEPT_AS);
    }

    /// Unique, and nobody's secret: cheap randomness is good enough.
    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(version4, variant).toString();
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        left = !exchange.response().ended() && refusal == null;
        last.forEach(Runnable::run);
        books.accept(this, exchange);
        if (!giving) {
            taken();
        }
    }

    /// Has something more done when the visit is over, or now if it is.
    public void atTheEnd(Runnable action) {
        if (over) {
            action.run();
        } else {
            last.add(action);
        }
    }

    /// Gives the last of an answer. With it the visit is over; where its caller doesn't read, it
    /// waits in memory all the same, and who counts that is told when it does no longer.
    public void give(Buffer bytes) {
        giving = true;
        Future<Void> written = exchange.response().end(bytes);
        giving = false;
        if (written.isComplete()) {
            taken();
        } else {
            written.onComplete(_ -> taken());
        }
    }

    /// Has one thing done when nothing of the answer waits in memory any more, or now if the visit
    /// is over: what was given by [#give] was written, or the caller has left.
    public void whenTaken(Runnable action) {
        if (over) {
            action.run();
        } else {
            taken = action;
        }
    }

    private void taken() {
        Runnable action = taken;
        taken = null;
        if (action != null) {
            action.run();
        }
    }

    /// @param route how the routing table calls the path
    public void isFor(String service, String route) {
        this.service = service;
        this.route = route;
    }

    /// @param clientId the application that asks, once that is certain
    public void isBy(String clientId) {
        this.client = clientId;
    }

    /// @param code why the gateway itself refused
    public void isRefused(String code) {
        this.refusal = code;
    }

    /// Its answer had begun, and could not be given in full.
    public void isBrokenOff() {
        this.brokenOff = true;
    }

    public String requestId() {
        return requestId;
    }

    /// Where the request comes from, as an address is written; empty where the caller has left.
    public String address() {
        return address;
    }

    public TraceContext trace() {
        return trace;
    }

    public String service() {
        return service;
    }

    public String route() {
        return route;
    }

    public String client() {
        return client;
    }

    /// The code of the gateway's own refusal; null where a service answered.
    public String refusal() {
        return refusal;
    }

    /// Whether the caller left before the answer was sent.
    public boolean callerLeft() {
        return left;
    }

    /// Whether the answer was broken off after it had begun.
    public boolean wasBrokenOff() {
        return brokenOff;
    }

    public long nanos() {
        return System.nanoTime() - begunNanos;
    }
}
