package org.assemble.gateway.token;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import org.assemble.gateway.request.Visit;

/// Who asks, as far as the gateway needs to know: which application, for whom, with which roles and
/// campaigns. Limits count by the application; the gateway's own operations look at the rest.
///
/// @param clientId the application: the token's `azp`, or `key:` and the prefix of an API key
/// @param subject the person or machine: the token's `sub`; empty for an API key
/// @param roles realm roles
/// @param campaigns from groups `/campaign/{id}`
/// @param scopes what the application asked for
/// @param untilSecond the first second of the epoch in which this no longer counts
public record Caller(
        String clientId,
        String subject,
        Set<String> roles,
        Set<String> campaigns,
        Set<String> scopes,
        long untilSecond) {

    private static final String KEPT_AS = Caller.class.getName();

    /// Who makes this request; empty where no valid token or key came with it.
    public static Optional<Caller> of(RoutingContext exchange) {
        return Optional.ofNullable(exchange.get(KEPT_AS));
    }

    /// Notes who makes this request, once it is certain.
    public void makes(RoutingContext exchange) {
        exchange.put(KEPT_AS, this);
        Visit.of(exchange).isBy(clientId);
    }

    /// A key says which application reads, and signs nobody in.
    public boolean isOnlyAKey() {
        return subject.isEmpty();
    }

    public boolean hasAny(Set<String> wanted) {
        return wanted.stream().anyMatch(roles::contains);
    }
}
