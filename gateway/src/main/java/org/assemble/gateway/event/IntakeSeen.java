package org.assemble.gateway.event;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Tells whether events are taken in. The gateway is ready all the same: forwarding needs none.
@Readiness
@ApplicationScoped
class IntakeSeen implements HealthCheck {

    private final Intake intake;

    IntakeSeen(Intake intake) {
        this.intake = intake;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("events")
                .up()
                .withData("topics", intake.isListening() ? "listening" : "away")
                .build();
    }
}
