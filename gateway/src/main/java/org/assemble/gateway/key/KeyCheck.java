package org.assemble.gateway.key;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assemble.gateway.problem.Problems;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.request.SafeMethods;
import org.assemble.gateway.token.Caller;

/// Lets a request pass that bears a good API key or none at all. A key opens nothing that isn't
/// public anyway: it says who reads, so that limits can be told apart, and goes no further than
/// here.
@Singleton
public class KeyCheck {

    /// The header that API keys are sent in, as most of the field has it; the registered schemes of
    /// `Authorization` have none for it.
    public static final String HEADER = "X-Api-Key";

    private static final CharSequence NAME = HttpHeaders.createOptimized(HEADER);

    private final KnownKeys keys;
    private final Problems problems;

    KeyCheck(KnownKeys keys, Problems problems) {
        this.keys = keys;
        this.problems = problems;
    }

    /// A handler.
    public void check(RoutingContext exchange) {
        if (!exchange.request().headers().contains(NAME)) {
            exchange.next();
        } else {
            refusal(exchange, exchange.request().headers().getAll(NAME))
                    .ifPresentOrElse(refusal -> problems.refuse(exchange, refusal), exchange::next);
        }
    }

    private Optional<Refusal> refusal(RoutingContext exchange, List<String> lines) {
        if (lines.size() > 1 || exchange.request().headers().contains(HttpHeaders.AUTHORIZATION)) {
            return Optional.of(Refusal.TWO_CREDENTIALS);
        }
        if (!keys.areRead()) {
            return Optional.of(Refusal.NOT_AVAILABLE);
        }
        Optional<Caller> caller =
                ApiKey.in(lines.getFirst()).flatMap(keys::find).map(KeyCheck::caller);
        if (caller.isEmpty()) {
            return Optional.of(Refusal.KEY_NOT_KNOWN);
        }
        if (!SafeMethods.has(exchange.request().method())) {
            return Optional.of(Refusal.KEY_ONLY_READS);
        }
        caller.get().makes(exchange);
        return Optional.empty();
    }

    private static Caller caller(KnownKeys.Known known) {
        return new Caller(
                "key:" + known.prefix(),
                "",
                Set.of(),
                Set.of(),
                Set.of(),
                known.until().getEpochSecond());
    }
}
