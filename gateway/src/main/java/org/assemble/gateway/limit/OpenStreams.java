package org.assemble.gateway.limit;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.forward.Services;
import org.assemble.gateway.problem.Problems;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.request.Visit;
import org.assemble.gateway.token.Caller;

/// How many of the services' streams of events one caller has open at one time: they last, and a
/// service has only so many. Who signed in is counted by application and person, who didn't by
/// address, where a whole hall may sit on one network.
@Singleton
public class OpenStreams {

    private final int mostOfCaller;
    private final int mostOfAddress;
    private final Problems problems;
    private final Counts open = new Counts();

    OpenStreams(GatewaySettings settings, Problems problems) {
        this.mostOfCaller = settings.limits().streamsPerCaller();
        this.mostOfAddress = settings.limits().streamsPerAddress();
        this.problems = problems;
    }

    /// Whether the request may go on: what is no stream always may. Where it may not it is refused.
    public boolean admit(RoutingContext exchange) {
        return !Services.isForStream(exchange) || count(exchange);
    }

    private boolean count(RoutingContext exchange) {
        Caller caller = Caller.of(exchange).orElse(null);
        return caller == null || caller.isOnlyAKey()
                ? count(exchange, CallerAddress.of(Visit.of(exchange).address()), mostOfAddress)
                : count(exchange, caller.clientId() + " " + caller.subject(), mostOfCaller);
    }

    private boolean count(RoutingContext exchange, String who, int most) {
        boolean isWithin = open.enter(who) <= most;
        Visit.of(exchange).atTheEnd(() -> open.leave(who));
        if (!isWithin) {
            problems.refuse(exchange, Refusal.TOO_MANY_STREAMS);
        }
        return isWithin;
    }
}
