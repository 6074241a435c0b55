package org.assemble.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.assemble.gateway.cache.PublicAnswers;
import org.assemble.gateway.description.DescriptionPages;
import org.assemble.gateway.forward.BodyLimit;
import org.assemble.gateway.forward.Forwarding;
import org.assemble.gateway.forward.Services;
import org.assemble.gateway.forward.Upstream;
import org.assemble.gateway.key.KeyCheck;
import org.assemble.gateway.limit.OpenStreams;
import org.assemble.gateway.limit.RateLimits;
import org.assemble.gateway.limit.UnderWay;
import org.assemble.gateway.log.AccessLog;
import org.assemble.gateway.metrics.RequestMetrics;
import org.assemble.gateway.origin.Origins;
import org.assemble.gateway.own.Desk;
import org.assemble.gateway.problem.ProblemPages;
import org.assemble.gateway.problem.Problems;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.request.CanonicalPath;
import org.assemble.gateway.request.Pipelined;
import org.assemble.gateway.request.RequestBody;
import org.assemble.gateway.request.Visit;
import org.assemble.gateway.token.TokenCheck;

/// The way of a request through the gateway, from top to bottom.
@Singleton
class Door {

    private static final List<HttpMethod> METHODS =
            List.of(
                    HttpMethod.GET,
                    HttpMethod.HEAD,
                    HttpMethod.POST,
                    HttpMethod.PUT,
                    HttpMethod.PATCH,
                    HttpMethod.DELETE,
                    HttpMethod.OPTIONS);

    /// Those of our own are for who signed in, and one of them is a stream.
    private static final String OPERATIONS = "/api/v1/";

    private static final int BETWEEN = ": \r\n".length();

    private final Problems problems;
    private final AccessLog accessLog;
    private final RequestMetrics metrics;
    private final long headerBytes;

    Door(Problems problems, AccessLog accessLog, RequestMetrics metrics, GatewaySettings settings) {
        this.headerBytes = settings.limits().headers().asLongValue();
        this.problems = problems;
        this.accessLog = accessLog;
        this.metrics = metrics;
    }

    void open(
            @Observes Router router,
            Vertx vertx,
            ProblemPages problemPages,
            DescriptionPages description,
            RateLimits limits,
            UnderWay underWay,
            Origins origins,
            Services services,
            Desk desk,
            KeyCheck key,
            TokenCheck token,
            BodyLimit limit,
            PublicAnswers cache,
            OpenStreams streams,
            Forwarding forwarding) {
        router.route()
                .order(-10)
                .handler(this::begin)
                .handler(this::check)
                .failureHandler(problems::unforeseen);

        router.route("/api/*")
                .handler(limits::countAddress)
                .handler(origins::greet)
                .handler(services::choose);

        Router own = Router.router(vertx);
        page(own, "/").handler(Door::leadToThePage);
        page(own, "/api/docs").handler(description::page);
        page(own, "/api/openapi.json").handler(description::document);
        page(own, "/api/problems")
                .handler(exchange ->
                        problemPages.services(
                                exchange, services.all().stream().map(Upstream::name)));
        page(own, "/api/problems/gateway").handler(problemPages::index);
        page(own, "/api/problems/gateway/:code").handler(problemPages::page);
        desk.open(
                own,
                List.of(RequestBody::hold, key::check),
                List.of(origins::check, limits::countClient));
        router.route().handler(exchange -> answerOurselves(exchange, own, underWay));

        router.route("/api/*")
                .handler(services::require)
                .handler(RequestBody::hold)
                .handler(underWay::count)
                .handler(key::check)
                .handler(token::check)
                .handler(origins::check)
                .handler(limits::countClient)
                .handler(limit::check)
                .handler(cache::answer)
                .handler(exchange -> carry(exchange, streams, forwarding));

        router.route()
                .last()
                .handler(exchange -> problems.refuse(exchange, Refusal.UNKNOWN_ADDRESS));
    }

    private static void leadToThePage(RoutingContext exchange) {
        exchange.response().setStatusCode(302).putHeader(HttpHeaders.LOCATION, "/api/docs").end();
    }

    /// To be read, or only to be asked whether it is there (RFC 9110, 9.1).
    private static Route page(Router own, String path) {
        return own.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    /// What is for a service is not held against the patterns of the gateway's own addresses, of
    /// which there are many.
    private static void answerOurselves(RoutingContext exchange, Router own, UnderWay underWay) {
        if (Services.isChosen(exchange)) {
            exchange.next();
        } else if (exchange.request().path().startsWith(OPERATIONS) || underWay.admit(exchange)) {
            own.handleContext(exchange);
        }
    }

    private static void carry(RoutingContext exchange, OpenStreams streams, Forwarding forwarding) {
        if (streams.admit(exchange)) {
            forwarding.carry(exchange);
        }
    }

    private void begin(RoutingContext exchange) {
        Visit.begin(exchange, this::end);
        Pipelined.hold(exchange);
    }

    private void end(Visit visit, RoutingContext exchange) {
        metrics.note(visit, exchange);
        accessLog.note(visit, exchange);
    }

    private void check(RoutingContext exchange) {
        if (!CanonicalPath.isIn(exchange.request().uri())) {
            problems.refuse(exchange, Refusal.PATH_NOT_CANONICAL);
        } else if (!METHODS.contains(exchange.request().method())) {
            problems.refuseMethod(exchange, METHODS);
        } else if (bytesOf(exchange.request().headers()) > headerBytes) {
            problems.refuse(exchange, Refusal.HEADERS_TOO_LARGE);
        } else {
            exchange.next();
        }
    }

    /// As they stand on an HTTP/1.1 connection.
    private static long bytesOf(MultiMap headers) {
        long bytes = 0;
        for (Map.Entry<String, String> header : headers) {
            bytes += header.getKey().length() + header.getValue().length() + BETWEEN;
        }
        return bytes;
    }
}
