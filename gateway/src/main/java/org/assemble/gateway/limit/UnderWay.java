package org.assemble.gateway.limit;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.forward.Services;
import org.assemble.gateway.problem.Problems;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.request.Visit;

/// How many requests of one address are under way at one time, so that nobody alone takes all the
/// places that a service has, nor fills the memory: an answer that its caller doesn't read counts
/// on for as long as it waits here. Streams of events have limits of their own ([OpenStreams]).
@Singleton
public class UnderWay {

    private final int most;
    private final Problems problems;
    private final Counts underWay = new Counts();

    UnderWay(GatewaySettings settings, Problems problems) {
        this.most = settings.limits().atOncePerAddress();
        this.problems = problems;
    }

    /// A handler, after it is known which route the request takes.
    public void count(RoutingContext exchange) {
        if (Services.isForStream(exchange) || admit(exchange)) {
            exchange.next();
        }
    }

    /// Counts a request, and says whether it may go on; where it may not it is refused.
    public boolean admit(RoutingContext exchange) {
        String who = CallerAddress.of(Visit.of(exchange).address());
        boolean isWithin = underWay.enter(who) <= most;
        Visit.of(exchange).whenTaken(() -> underWay.leave(who));
        if (!isWithin) {
            problems.refuse(
                    exchange,
                    Refusal.TOO_MANY_REQUESTS,
                    "At most %d requests of one address may be under way at one time."
                            .formatted(most),
                    null);
        }
        return isWithin;
    }
}
