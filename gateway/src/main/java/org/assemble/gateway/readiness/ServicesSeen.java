package org.assemble.gateway.readiness;

import jakarta.enterprise.context.ApplicationScoped;
import org.assemble.gateway.forward.Services;
import org.assemble.gateway.routing.Routing;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Names the services that are away, as they were seen when they were last looked at, and a routing
/// table that could not be used. The gateway is ready all the same: the others are still worth
/// opening for.
@Readiness
@ApplicationScoped
class ServicesSeen implements HealthCheck {

    private final Services services;
    private final Routing routing;

    ServicesSeen(Services services, Routing routing) {
        this.services = services;
        this.routing = routing;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder report = HealthCheckResponse.named("services").up();
        services.all().forEach(service -> report.withData(service.name(), service.seen()));
        routing.refused().ifPresent(why -> report.withData("refusedRoutingTable", why));
        return report.build();
    }
}
