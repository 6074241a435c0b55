package org.assemble.gateway.own;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.assemble.gateway.database.Database;
import org.assemble.gateway.problem.Problems;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.request.RequestBody;
import org.assemble.gateway.request.Visit;
import org.assemble.gateway.request.WholeBody;
import org.assemble.gateway.routing.RoutingTable;
import org.assemble.gateway.token.Caller;
import org.assemble.gateway.token.TokenCheck;

/// Where the gateway's own operations are asked for: the same checks in the same order for all of
/// them, and one place where what they say becomes an answer.
@ApplicationScoped
public class Desk {

    /// The name under which the gateway's own operations are described, and of their scopes.
    public static final String NAME = "gateway";

    private static final int MOST_BODY_BYTES = 64 * 1024;
    private static final Duration BODY_WITHIN = Duration.ofSeconds(30);

    private final TokenCheck token;
    private final Problems problems;
    private final Instance<Operations> operations;
    private Map<String, Set<HttpMethod>> offered = Map.of();

    Desk(TokenCheck token, Problems problems, @Any Instance<Operations> operations) {
        this.token = token;
        this.problems = problems;
        this.operations = operations;
    }

    /// Opens all of them.
    ///
    /// @param first what every request passes before it is looked at whose it is, in this order
    /// @param then what it passes once it is known who asks
    public void open(
            Router router,
            List<Handler<RoutingContext>> first,
            List<Handler<RoutingContext>> then) {
        Offers offers = new Offers(router, first, then);
        operations.forEach(feature -> feature.offer(offers));
        offers.nothingElse();
        offered = Map.copyOf(offers.methods);
    }

    /// The methods of each address, as the router takes it.
    public Map<String, Set<HttpMethod>> offered() {
        return offered;
    }

    /// The addresses, as a feature names them.
    public final class Offers {

        private final Router router;
        private final List<Handler<RoutingContext>> first;
        private final List<Handler<RoutingContext>> then;
        private final Map<String, Set<HttpMethod>> methods = new LinkedHashMap<>();

        private Offers(
                Router router,
                List<Handler<RoutingContext>> first,
                List<Handler<RoutingContext>> then) {
            this.router = router;
            this.first = first;
            this.then = then;
        }

        /// @param path as the router takes it: `/api/v1/keys/:keyId`
        /// @param roles one of which the caller must have; a role is necessary and never sufficient
        public Offers on(
                HttpMethod method,
                String path,
                Set<String> roles,
                Function<Call, Future<Answer>> work) {
            if (!RoutingTable.isOurs(path)) {
                throw new IllegalStateException(path + " could be taken by a service");
            }
            methods.computeIfAbsent(path, _ -> new LinkedHashSet<>()).add(method);
            Route route = passing(router.route(method, path)).handler(token.forService(NAME));
            then.forEach(route::handler);
            route.handler(exchange -> serve(exchange, roles, work));
            return this;
        }

        private void nothingElse() {
            methods.forEach((path, used) ->
                    passing(router.route(path))
                            .handler(exchange -> problems.refuseMethod(exchange, used)));
        }

        private static void arrive(RoutingContext exchange) {
            Visit.of(exchange).isFor(NAME, exchange.currentRoute().getPath());
            exchange.next();
        }

        private Route passing(Route route) {
            route.handler(Offers::arrive);
            first.forEach(route::handler);
            return route;
        }
    }

    private void serve(
            RoutingContext exchange, Set<String> roles, Function<Call, Future<Answer>> work) {
        Caller caller = Caller.of(exchange).orElse(null);
        if (caller == null || caller.isOnlyAKey()) {
            problems.refuse(exchange, Refusal.NOT_SIGNED_IN);
        } else if (!caller.hasAny(roles)) {
            problems.refuse(exchange, Refusal.NOT_ALLOWED);
        } else {
            body(exchange)
                    .compose(body -> work.apply(new Call(exchange, caller, body)))
                    .onSuccess(answer -> give(exchange.response(), answer))
                    .onFailure(failure -> refuse(exchange, failure));
        }
    }

    private static Future<Buffer> body(RoutingContext exchange) {
        if (exchange.request().isEnded()) {
            return Future.succeededFuture(Buffer.buffer());
        }
        RequestBody.invite(exchange);
        return WholeBody.of(exchange.request(), MOST_BODY_BYTES)
                .timeout(BODY_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure ->
                        Future.failedFuture(
                                failure instanceof TimeoutException
                                        ? Rejection.of(Refusal.BODY_TOO_SLOW)
                                        : failure));
    }

    private static void give(HttpServerResponse response, Answer answer) {
        if (answer == null || response.closed()) {
            return; // it streams by itself, or nobody listens any more
        }
        response.setStatusCode(answer.status()).putHeader("Cache-Control", "no-store");
        answer.headers().forEach(response::putHeader);
        if (answer.content() == null) {
            response.end();
        } else {
            response.putHeader("Content-Type", "application/json")
                    .end(Buffer.buffer(Json.write(answer.content())));
        }
    }

    private void refuse(RoutingContext exchange, Throwable failure) {
        switch (failure) {
            case Rejection said -> {
                said.retryAfterSeconds()
                        .ifPresent(seconds ->
                                exchange.response()
                                        .putHeader("Retry-After", Integer.toString(seconds)));
                problems.refuse(exchange, said.refusal(), said.getMessage(), said.pointer());
            }
            case WholeBody.TooLong _ -> problems.refuse(exchange, Refusal.TOO_LARGE);
            case Database.Away _ -> problems.refuse(exchange, Refusal.NOT_AVAILABLE);
            default -> exchange.fail(failure);
        }
    }
}
