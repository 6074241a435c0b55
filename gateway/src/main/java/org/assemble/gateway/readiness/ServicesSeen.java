package org.assemble.gateway.readiness;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.assemble.gateway.forward.Services;
import org.assemble.gateway.forward.Upstream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Names the services that are away. The gateway is ready all the same: the others are still worth
/// opening for.
@Readiness
@ApplicationScoped
class ServicesSeen implements AsyncHealthCheck {

    private static final String WHERE = "/q/health/ready";
    private static final long ANSWER_MILLIS = 1_000;

    private final Services services;

    ServicesSeen(Services services) {
        this.services = services;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        Map<String, Future<String>> seen = new TreeMap<>();
        services.all().forEach(service -> seen.put(service.name(), see(service)));
        Future<HealthCheckResponse> response =
                Future.join(new ArrayList<>(seen.values())).map(_ -> report(seen));
        return Uni.createFrom().completionStage(response.toCompletionStage());
    }

    private static Future<String> see(Upstream service) {
        return service.request(HttpMethod.GET, WHERE)
                .compose(request -> request.idleTimeout(ANSWER_MILLIS).send())
                .compose(answer ->
                        answer.end().map(_ -> answer.statusCode() == 200 ? "ready" : "not ready"))
                .otherwise("away");
    }

    private static HealthCheckResponse report(Map<String, Future<String>> seen) {
        HealthCheckResponseBuilder report = HealthCheckResponse.named("services").up();
        seen.forEach((service, state) -> report.withData(service, state.result()));
        return report.build();
    }
}
