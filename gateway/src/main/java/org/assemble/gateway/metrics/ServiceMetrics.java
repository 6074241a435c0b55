package org.assemble.gateway.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.ToDoubleFunction;
import org.assemble.gateway.cache.PublicAnswers;
import org.assemble.gateway.forward.Forwarding;
import org.assemble.gateway.forward.Services;
import org.assemble.gateway.forward.Upstream;

/// What the gateway knows of each service, for those who watch it. The services may be others after
/// a change of the routing table, so what there is to tell is looked up every few seconds.
@Startup
@ApplicationScoped
class ServiceMetrics {

    private static final long EVERY_MILLIS = 5_000;

    private final MeterRegistry registry;
    private final Services services;
    private final Forwarding forwarding;

    ServiceMetrics(
            MeterRegistry registry,
            Vertx vertx,
            Services services,
            Forwarding forwarding,
            PublicAnswers cache) {
        this.registry = registry;
        this.services = services;
        this.forwarding = forwarding;
        FunctionCounter.builder("gateway.cache.hits", cache, PublicAnswers::hits)
                .description("Requests that were answered without a service")
                .register(registry);
        Runnable refresh =
                refreshing(
                        gauge("gateway.service.requests", "Requests under way", Upstream::underWay),
                        gauge("gateway.service.streams", "Open streams", Upstream::streams),
                        gauge(
                                "gateway.service.addresses.ready",
                                "Addresses that are ready",
                                Upstream::readyAddresses),
                        gauge(
                                "gateway.service.breakers.open",
                                "Addresses that are given a pause",
                                Upstream::openBreakers));
        refresh.run();
        vertx.setPeriodic(EVERY_MILLIS, _ -> refresh.run());
    }

    private Runnable gauge(String name, String description, ToDoubleFunction<Upstream> value) {
        MultiGauge gauge = MultiGauge.builder(name).description(description).register(registry);
        return () ->
                gauge.register(
                        services.all().stream()
                                .<Row<?>>map(service -> Row.of(tags(service), service, value))
                                .toList(),
                        true);
    }

    private Runnable refreshing(Runnable... gauges) {
        return () -> {
            for (Runnable gauge : gauges) {
                gauge.run();
            }
            for (Upstream service : services.all()) {
                FunctionCounter.builder(
                                "gateway.service.retries",
                                forwarding,
                                counted -> counted.askedAgain(service.name()))
                        .description("Requests that were sent a second time")
                        .tags(tags(service))
                        .register(registry);
            }
        };
    }

    private static Tags tags(Upstream service) {
        return Tags.of("service", service.name());
    }
}
