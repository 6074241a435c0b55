package org.assemble.gateway.token;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Tells whether the sign-in's keys are known, and whether it answers. The gateway is ready all the
/// same: what is public needs no token.
@Readiness
@ApplicationScoped
class SignInSeen implements HealthCheck {

    private final SigningKeys keys;

    SignInSeen(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("sign-in")
                .up()
                .withData("keys", keys.ring() == KeyRing.EMPTY ? "none yet" : "known")
                .withData("sign-in", keys.answered() ? "answers" : "away")
                .build();
    }
}
