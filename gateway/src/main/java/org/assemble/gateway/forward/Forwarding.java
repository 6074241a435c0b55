package org.assemble.gateway.forward;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.cache.PublicAnswers;
import org.assemble.gateway.problem.Problems;
import org.assemble.gateway.problem.Refusal;

/// Carries a request to its service and the answer back. Both bodies stream: what one side doesn't
/// read, the other may not send, so a gigabyte passes through a small heap.
@Singleton
public class Forwarding {

    private final int heldBytes;
    private final PassedStream.Patience streams;
    private final CountedBody.Pace pace;
    private final CountedBody.Pace answerPace;
    private final Services services;
    private final BodyLimit limit;
    private final PublicAnswers cache;
    private final Problems problems;
    private final Map<String, LongAdder> askedAgain = new ConcurrentHashMap<>();

    Forwarding(
            GatewaySettings settings,
            Services services,
            BodyLimit limit,
            PublicAnswers cache,
            Problems problems) {
        this.heldBytes = (int) settings.limits().heldAnswer().asLongValue();
        this.streams =
                new PassedStream.Patience(
                        settings.patience().heartbeat(), settings.patience().streamSilence());
        this.pace =
                new CountedBody.Pace(
                        settings.patience().bodyBegins(),
                        settings.limits().slowestBody().asLongValue(),
                        settings.patience().slowBody());
        this.answerPace =
                new CountedBody.Pace(
                        settings.patience().bodyBegins(),
                        settings.limits().slowestAnswer().asLongValue(),
                        settings.patience().slowAnswer());
        this.services = services;
        this.limit = limit;
        this.cache = cache;
        this.problems = problems;
    }

    /// A handler: the last one on a request's way.
    public void carry(RoutingContext exchange) {
        new Passage(exchange, this).begin();
    }

    /// How often a request to the service was sent a second time.
    public long askedAgain(String service) {
        LongAdder count = askedAgain.get(service);
        return count == null ? 0 : count.sum();
    }

    void countAgain(String service) {
        askedAgain.computeIfAbsent(service, _ -> new LongAdder()).increment();
    }

    /// The longest answer that is held until it is whole.
    int heldBytes() {
        return heldBytes;
    }

    /// How long a stream of events may be silent.
    PassedStream.Patience streams() {
        return streams;
    }

    /// How slowly a long answer may be taken.
    CountedBody.Pace answerPace() {
        return answerPace;
    }

    /// What the request is for by the table as it is now.
    Optional<Services.Chosen> chooseAgain(RoutingContext exchange) {
        return services.choiceBy(exchange.request().path());
    }

    /// The request's body, held to its limits.
    CountedBody bodyOf(RoutingContext exchange) {
        HttpServerRequest asked = exchange.request();
        return new CountedBody(exchange.vertx(), asked, limit.bytesFor(asked.headers()), pace);
    }

    PublicAnswers cache() {
        return cache;
    }

    void refuse(RoutingContext exchange, Refusal refusal) {
        problems.refuse(exchange, refusal);
    }

    void discardRest(RoutingContext exchange) {
        problems.discardRest(exchange);
    }
}
