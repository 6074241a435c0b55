package org.assemble.gateway.token;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.assemble.gateway.forward.Services;
import org.assemble.gateway.problem.Problems;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.request.Visit;
import org.assemble.gateway.token.VerifiedTokens.Verified;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.InvalidJwtException;

/// Lets a request pass that bears a valid token or none at all: what is public, the services
/// decide. The token goes on unchanged, and each service checks it again.
@ApplicationScoped
public class TokenCheck {

    private static final Logger LOG = Logger.getLogger(TokenCheck.class);
    private static final String BEARER = "Bearer ";

    private final VerifiedTokens verified;
    private final HttpAuthenticator authenticator;
    private final Problems problems;

    TokenCheck(VerifiedTokens verified, HttpAuthenticator authenticator, Problems problems) {
        this.verified = verified;
        this.authenticator = authenticator;
        this.problems = problems;
    }

    /// A handler.
    public void check(RoutingContext exchange) {
        List<String> lines = exchange.request().headers().getAll("authorization");
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
                        found -> checkScope(exchange, found), () -> verify(exchange, token));
    }

    private static boolean isBearer(String line) {
        return line.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    private void verify(RoutingContext exchange, String token) {
        authenticator
                .attemptAuthentication(exchange)
                .subscribe()
                .with(
                        identity -> pass(exchange, token, identity),
                        failure -> problems.refuse(exchange, refusalFor(failure)));
    }

    private void pass(RoutingContext exchange, String token, SecurityIdentity identity) {
        if (identity != null && identity.getPrincipal() instanceof JsonWebToken claims) {
            Verified found =
                    new Verified(claims.getExpirationTime(), clientOf(claims), scopesOf(claims));
            verified.remember(token, found);
            checkScope(exchange, found);
        } else {
            problems.refuse(exchange, Refusal.NOT_SIGNED_IN);
        }
    }

    /// The application that the token was given to (RFC 7519's `azp`, as OpenID Connect has it).
    private static String clientOf(JsonWebToken claims) {
        Object client = claims.getClaim("azp");
        return client == null ? "unnamed" : client.toString();
    }

    private static Set<String> scopesOf(JsonWebToken claims) {
        Object named = claims.getClaim("scope");
        return named == null ? Set.of() : Set.copyOf(List.of(named.toString().split(" ")));
    }

    /// What is public without a token needs no scope either, but who signs in is held to it: else
    /// an application could do more by asking for less.
    private void checkScope(RoutingContext exchange, Verified found) {
        Visit.of(exchange).isBy(found.client());
        String needed = Scope.of(Services.chosenFor(exchange).name(), exchange.request().method());
        if (found.scopes().contains(needed)) {
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

    private static Refusal refusalFor(Throwable failure) {
        if (failure instanceof InvalidJwtException invalid) {
            return invalid.hasExpired() ? Refusal.TOKEN_EXPIRED : Refusal.NOT_SIGNED_IN;
        }
        if (failure.getCause() != null) {
            return refusalFor(failure.getCause());
        }
        if (failure instanceof AuthenticationFailedException) {
            return Refusal.NOT_SIGNED_IN;
        }
        LOG.warnf("A token could not be verified: %s", failure);
        return Refusal.SIGN_IN_AWAY;
    }
}
