package org.assemble.gateway.limit;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.forward.Services;
import org.assemble.gateway.limit.Buckets.Taken;
import org.assemble.gateway.problem.Problems;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.request.Visit;
import org.assemble.gateway.routing.Rate;
import org.assemble.gateway.routing.Route;
import org.assemble.gateway.routing.Routing;
import org.assemble.gateway.routing.RoutingTable;
import org.assemble.gateway.token.Caller;

/// How often who may ask. Every request counts for its address, before anything costly is done with
/// it. One that turns out to be signed counts for its client too, and for the person who signed in
/// there, so that nobody uses up what all who use an application share. If the table names the
/// client it no longer counts for the address, so that an application's own server is no address
/// like any other; and a machine is no person. Where codes could be guessed, every request counts
/// for its address once more, by a limit of a few.
///
/// Answers say what is left as draft-ietf-httpapi-ratelimit-headers-10 has it, of the limit that
/// was looked at last, which is the narrowest.
@Singleton
public class RateLimits {

    private static final CharSequence POLICY = HttpHeaders.createOptimized("RateLimit-Policy");
    private static final CharSequence LEFT = HttpHeaders.createOptimized("RateLimit");

    private final Routing routing;
    private final Problems problems;
    private final int most;
    private final Map<Rate, Limit> limits = new ConcurrentHashMap<>();

    /// Buckets, and what answers say of them all.
    private record Limit(Buckets buckets, String policy) {}

    RateLimits(Routing routing, GatewaySettings settings, Problems problems) {
        this.routing = routing;
        this.problems = problems;
        this.most = settings.limits().countedCallers();
        routing.follow(table -> limits.keySet().retainAll(table.limits()));
    }

    /// A handler: counts for the address.
    public void countAddress(RoutingContext exchange) {
        if (isWithin(exchange, routing.now().addressLimit(), addressOf(exchange))) {
            exchange.next();
        }
    }

    /// A handler, after it is known who asks and which route the request takes.
    public void countClient(RoutingContext exchange) {
        if (!isWithinItsClients(exchange)) {
            return;
        }
        Rate guessing = Services.routeOf(exchange).flatMap(Route::limit).orElse(null);
        if (guessing == null || isWithin(exchange, guessing, addressOf(exchange))) {
            exchange.next();
        }
    }

    private boolean isWithinItsClients(RoutingContext exchange) {
        String client = Visit.of(exchange).client();
        if (client.equals(Visit.NOBODY)) {
            return true;
        }
        RoutingTable table = routing.now();
        if (table.knows(client)) {
            limit(table.addressLimit()).buckets().giveBack(addressOf(exchange));
        }
        return isWithin(exchange, table.limitOf(client), client)
                && (table.isMachine(client) || isWithinTheirOwn(exchange, table.personLimit()));
    }

    private boolean isWithinTheirOwn(RoutingContext exchange, Rate limit) {
        Caller caller = Caller.of(exchange).orElse(null);
        return caller == null
                || caller.isOnlyAKey()
                || isWithin(exchange, limit, caller.clientId() + " " + caller.subject());
    }

    private static String addressOf(RoutingContext exchange) {
        return CallerAddress.of(Visit.of(exchange).address());
    }

    private boolean isWithin(RoutingContext exchange, Rate rate, String who) {
        Limit limit = limit(rate);
        Taken taken = limit.buckets().take(who, System.nanoTime());
        HttpServerResponse response = exchange.response();
        response.putHeader(POLICY, limit.policy());
        response.putHeader(
                LEFT,
                '"' + rate.name() + "\";r=" + taken.remaining() + ";t=" + taken.untilFullSeconds());
        if (!taken.allowed()) {
            response.putHeader("Retry-After", Long.toString(taken.untilNextSeconds()));
            problems.refuse(exchange, Refusal.TOO_MANY_REQUESTS);
        }
        return taken.allowed();
    }

    private Limit limit(Rate rate) {
        Limit limit = limits.get(rate);
        return limit != null ? limit : limits.computeIfAbsent(rate, this::newLimit);
    }

    private Limit newLimit(Rate rate) {
        return new Limit(
                new Buckets(rate, most),
                "\"%s\";q=%d;w=%d".formatted(rate.name(), rate.quota(), rate.windowSeconds()));
    }
}
