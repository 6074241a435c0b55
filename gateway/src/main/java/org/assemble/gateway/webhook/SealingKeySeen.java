package org.assemble.gateway.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Tells whether the secrets of webhooks can be read with the key that was given. The gateway is
/// ready all the same: forwarding needs none.
@Readiness
@ApplicationScoped
class SealingKeySeen implements HealthCheck {

    private final SealingKey key;

    SealingKeySeen(SealingKey key) {
        this.key = key;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("webhooks")
                .up()
                .withData(
                        "key", key.known().map(fits -> fits ? "fits" : "another").orElse("unknown"))
                .build();
    }
}
