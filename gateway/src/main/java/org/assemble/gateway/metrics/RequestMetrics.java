package org.assemble.gateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.assemble.gateway.request.Visit;

/// How many requests there were and how long they took, by route, client and outcome. Routes are
/// the routing table's; of clients the first hundred are told apart and the rest are `other`, so
/// that nobody can make series without end.
@Singleton
public class RequestMetrics {

    private static final int MOST_CLIENTS = 100;
    private static final String OTHER = "other";
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    private record Series(String route, String client, int hundreds) {}

    private final MeterRegistry registry;
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();
    private final Set<String> clients = ConcurrentHashMap.newKeySet();

    RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /// Counts a request that is over.
    public void note(Visit visit, RoutingContext exchange) {
        Series series =
                new Series(
                        visit.route(),
                        clientOf(visit.client()),
                        exchange.response().getStatusCode() / 100);
        Timer timer = timers.get(series);
        if (timer == null) {
            timer = timers.computeIfAbsent(series, this::newTimer);
        }
        timer.record(visit.nanos(), TimeUnit.NANOSECONDS);
        if (visit.refusal() != null) {
            registry.counter("gateway.refusals", "code", visit.refusal()).increment();
        }
    }

    private String clientOf(String client) {
        if (clients.contains(client)) {
            return client;
        }
        if (clients.size() >= MOST_CLIENTS) {
            return OTHER;
        }
        clients.add(client);
        return client;
    }

    private Timer newTimer(Series series) {
        return Timer.builder("gateway.requests")
                .description("Requests that are over, and how long they were at the gateway")
                .tag("route", series.route())
                .tag("client", series.client())
                .tag("outcome", series.hundreds() + "xx")
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }
}
