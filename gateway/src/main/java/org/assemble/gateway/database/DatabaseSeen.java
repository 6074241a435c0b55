package org.assemble.gateway.database;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Tells whether the gateway's database answers. The gateway is ready all the same: forwarding
/// needs none.
@Readiness
@ApplicationScoped
class DatabaseSeen implements HealthCheck {

    private final Database database;

    DatabaseSeen(Database database) {
        this.database = database;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database")
                .up()
                .withData("database", database.answers() ? "answers" : "away")
                .build();
    }
}
