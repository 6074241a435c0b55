package org.assemble.gateway;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import org.assemble.gateway.description.DescriptionPages;
import org.assemble.gateway.forward.BodyLimit;
import org.assemble.gateway.forward.Forwarding;
import org.assemble.gateway.forward.Services;
import org.assemble.gateway.key.KeyCheck;
import org.assemble.gateway.own.Desk;
import org.assemble.gateway.problem.ProblemPages;
import org.assemble.gateway.problem.Problems;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.request.CanonicalPath;
import org.assemble.gateway.request.RequestId;
import org.assemble.gateway.token.TokenCheck;

/// The way of a request through the gateway, from top to bottom.
@ApplicationScoped
class Door {

    private static final Set<HttpMethod> METHODS =
            Set.of(
                    HttpMethod.GET,
                    HttpMethod.HEAD,
                    HttpMethod.POST,
                    HttpMethod.PUT,
                    HttpMethod.PATCH,
                    HttpMethod.DELETE,
                    HttpMethod.OPTIONS);

    private final Problems problems;

    Door(Problems problems) {
        this.problems = problems;
    }

    void open(
            @Observes Router router,
            ProblemPages problemPages,
            DescriptionPages description,
            Services services,
            Desk desk,
            KeyCheck key,
            TokenCheck token,
            BodyLimit limit,
            Forwarding forwarding) {
        router.route()
                .order(-10)
                .handler(RequestId::give)
                .handler(this::check)
                .failureHandler(problems::unforeseen);

        router.get("/").handler(exchange -> exchange.redirect("/api/docs"));
        router.get("/api/docs").handler(description::page);
        router.get("/api/openapi.json").handler(description::document);
        router.get("/api/problems/gateway").handler(problemPages::index);
        router.get("/api/problems/gateway/:code").handler(problemPages::page);

        desk.open(router, List.of(Door::hold));

        router.route("/api/*")
                .handler(Door::hold)
                .handler(services::choose)
                .handler(key::check)
                .handler(token::check)
                .handler(limit::check)
                .handler(forwarding::carry);

        router.route()
                .last()
                .handler(exchange -> problems.refuse(exchange, Refusal.UNKNOWN_ADDRESS));
    }

    private void check(RoutingContext exchange) {
        if (!CanonicalPath.isIn(exchange.request().uri())) {
            problems.refuse(exchange, Refusal.PATH_NOT_CANONICAL);
        } else if (!METHODS.contains(exchange.request().method())) {
            problems.refuse(exchange, Refusal.METHOD_NOT_ALLOWED);
        } else {
            exchange.next();
        }
    }

    /// Nothing of the body is read before somebody wants it.
    private static void hold(RoutingContext exchange) {
        exchange.request().pause();
        exchange.next();
    }
}
