package org.assemble.gateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.assemble.gateway.request.Visit;

/// How many requests there were and how long they took, by route, client and outcome: the status's
/// hundreds, `left` where the caller did, `broken` where an answer ended before its end. Routes are
/// the routing table's; of clients the first hundred are told apart and the rest are `other`, so
/// that nobody can make series without end.
@Singleton
public class RequestMetrics {

    private static final int MOST_CLIENTS = 100;
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    private record Series(String route, String client, String outcome) {}

    private final MeterRegistry registry;
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();
    private final ClientNames clients = new ClientNames(MOST_CLIENTS);

    RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /// Counts a request that is over.
    public void note(Visit visit, RoutingContext exchange) {
        Series series =
                new Series(visit.route(), clients.of(visit.client()), outcomeOf(visit, exchange));
        Timer timer = timers.get(series);
        if (timer == null) {
            timer = timers.computeIfAbsent(series, this::newTimer);
        }
        timer.record(visit.nanos(), TimeUnit.NANOSECONDS);
        if (visit.refusal() != null) {
            registry.counter("gateway.refusals", "code", visit.refusal()).increment();
        }
    }

    /// How it ended: what was said of an answer that nobody got in full doesn't tell.
    private static String outcomeOf(Visit visit, RoutingContext exchange) {
        if (visit.wasBrokenOff()) {
            return "broken";
        }
        return visit.callerLeft() ? "left" : exchange.response().getStatusCode() / 100 + "xx";
    }

    private Timer newTimer(Series series) {
        return Timer.builder("gateway.requests")
                .description("Requests that are over, and how long they were at the gateway")
                .tag("route", series.route())
                .tag("client", series.client())
                .tag("outcome", series.outcome())
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }
}
