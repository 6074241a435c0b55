package org.assemble.gateway.limit;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.forward.Services;
import org.assemble.gateway.problem.Problems;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.request.Visit;
import org.assemble.gateway.routing.Route;

/// How many requests of one address are under way at one time, so that nobody alone takes all the
/// places that a service has. Streams of events have limits of their own.
@Singleton
public class UnderWay {

    private final int most;
    private final Problems problems;
    private final Map<String, Integer> of = new ConcurrentHashMap<>();

    UnderWay(GatewaySettings settings, Problems problems) {
        this.most = settings.limits().atOncePerAddress();
        this.problems = problems;
    }

    /// A handler, after it is known which route the request takes.
    public void count(RoutingContext exchange) {
        if (Services.routeOf(exchange).map(Route::streams).orElse(false)) {
            exchange.next();
            return;
        }
        String who = CallerAddress.of(Visit.of(exchange).address());
        int now = of.merge(who, 1, Integer::sum);
        Visit.of(exchange).atTheEnd(() -> leave(who));
        if (now <= most) {
            exchange.next();
        } else {
            problems.refuse(
                    exchange,
                    Refusal.TOO_MANY_REQUESTS,
                    "At most %d requests of one address may be under way at one time."
                            .formatted(most),
                    null);
        }
    }

    private void leave(String who) {
        of.computeIfPresent(who, (_, count) -> count == 1 ? null : count - 1);
    }
}
