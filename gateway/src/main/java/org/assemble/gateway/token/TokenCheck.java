package org.assemble.gateway.token;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import org.assemble.gateway.forward.Services;
import org.assemble.gateway.problem.Problems;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.token.VerifiedTokens.Invalid;
import org.jboss.logging.Logger;

/// Lets a request pass that bears a valid token or none at all: what is public, the services
/// decide. The token goes on unchanged, and each service checks it again.
@Singleton
public class TokenCheck {

    private static final Logger LOG = Logger.getLogger(TokenCheck.class);
    private static final String BEARER = "Bearer ";

    private final VerifiedTokens verified;
    private final Problems problems;

    TokenCheck(VerifiedTokens verified, Problems problems) {
        this.verified = verified;
        this.problems = problems;
    }

    /// A handler, for what a service answers.
    public void check(RoutingContext exchange) {
        check(exchange, Services.chosenFor(exchange).name());
    }

    /// A handler, for what is answered under this name, which its scopes have too.
    public Handler<RoutingContext> forService(String name) {
        return exchange -> check(exchange, name);
    }

    private void check(RoutingContext exchange, String service) {
        List<String> lines = exchange.request().headers().getAll(HttpHeaderNames.AUTHORIZATION);
        if (lines.isEmpty()) {
            exchange.next();
            return;
        }
        if (lines.size() > 1 || !isBearer(lines.getFirst())) {
            problems.refuse(exchange, Refusal.NOT_SIGNED_IN);
            return;
        }
        String token = lines.getFirst().substring(BEARER.length());
        verified.find(token)
                .ifPresentOrElse(
                        caller -> checkScope(exchange, caller, service),
                        () -> verify(exchange, token, service));
    }

    private static boolean isBearer(String line) {
        return line.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    /// Keys may have to be fetched, and then many requests wait for one answer: each goes on where
    /// it belongs.
    private void verify(RoutingContext exchange, String token, String service) {
        Context context = exchange.vertx().getOrCreateContext();
        verified.verify(token)
                .onSuccess(
                        caller -> context.runOnContext(_ -> checkScope(exchange, caller, service)))
                .onFailure(failure -> context.runOnContext(_ -> refuse(exchange, failure)));
    }

    /// What is public without a token needs no scope either, but who signs in is held to it: else
    /// an application could do more by asking for less.
    private void checkScope(RoutingContext exchange, Caller caller, String service) {
        caller.makes(exchange);
        String needed = Scope.of(service, exchange.request().method());
        if (caller.scopes().contains(needed)) {
            exchange.next();
            return;
        }
        exchange.response()
                .putHeader(
                        "WWW-Authenticate",
                        "Bearer realm=\"assemble\", error=\"insufficient_scope\", scope=\""
                                + needed
                                + "\"");
        problems.refuse(exchange, Refusal.SCOPE_MISSING);
    }

    private void refuse(RoutingContext exchange, Throwable failure) {
        if (!(failure instanceof Invalid invalid)) {
            LOG.warnf("A token could not be verified: %s", failure);
            problems.refuse(exchange, Refusal.SIGN_IN_AWAY);
            return;
        }
        if (invalid.retryAfterSeconds() > 0) {
            exchange.response()
                    .putHeader("Retry-After", Long.toString(invalid.retryAfterSeconds()));
        }
        problems.refuse(exchange, invalid.refusal());
    }
}
