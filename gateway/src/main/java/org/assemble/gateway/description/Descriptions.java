package org.assemble.gateway.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.forward.Services;
import org.assemble.gateway.forward.Upstream;
import org.assemble.gateway.own.Desk;
import org.jboss.logging.Logger;

/// Asks the services what they offer, and remembers the merged answer for a few seconds.
@ApplicationScoped
class Descriptions {

    private static final Logger LOG = Logger.getLogger(Descriptions.class);
    private static final String WHERE = "/q/openapi?format=json";
    private static final long ANSWER_MILLIS = 2_000;

    private final Vertx vertx;
    private final Services services;
    private final ObjectMapper json;
    private final Duration keptFor;
    private final MergedDescription merge;
    private final ObjectNode own;

    private volatile Instant askedAt = Instant.MIN;
    private volatile Future<Buffer> latest;

    Descriptions(Vertx vertx, Services services, ObjectMapper json, GatewaySettings settings) {
        this.vertx = vertx;
        this.services = services;
        this.json = json;
        this.keptFor = settings.descriptionAge();
        this.merge =
                new MergedDescription(
                        settings.tokens().issuer(),
                        (service, path) ->
                                service.equals(Desk.NAME)
                                        || services.table()
                                                .serviceFor(path)
                                                .filter(service::equals)
                                                .isPresent());
        this.own = OwnDescription.read(json);
    }

    /// The merged document as JSON. Requests that come while the services are being asked share one
    /// answer.
    synchronized Future<Buffer> latest() {
        Instant now = Instant.now();
        if (latest == null || askedAt.plus(keptFor).isBefore(now)) {
            askedAt = now;
            latest = askAll();
        }
        return latest;
    }

    /// Documents are large: they are read and merged where nobody else waits.
    private Future<Buffer> askAll() {
        Map<String, Future<Buffer>> answers = new TreeMap<>();
        services.all().forEach(service -> answers.put(service.name(), ask(service)));
        CompositeFuture all = Future.join(new ArrayList<>(answers.values()));
        return all.otherwiseEmpty().compose(_ -> vertx.executeBlocking(() -> merge(answers)));
    }

    private static Future<Buffer> ask(Upstream service) {
        return service.request(HttpMethod.GET, WHERE)
                .compose(request -> request.idleTimeout(ANSWER_MILLIS).send())
                .compose(Descriptions::bodyOf)
                .onFailure(failure ->
                        LOG.debugf("%s gave no description: %s", service.name(), failure));
    }

    private static Future<Buffer> bodyOf(HttpClientResponse answer) {
        return answer.statusCode() == 200
                ? answer.body()
                : Future.failedFuture("answered with status " + answer.statusCode());
    }

    private Buffer merge(Map<String, Future<Buffer>> answers) throws JsonProcessingException {
        Map<String, ObjectNode> documents = new TreeMap<>();
        documents.put(Desk.NAME, own);
        List<String> away = new ArrayList<>();
        answers.forEach((service, answer) ->
                document(answer)
                        .ifPresentOrElse(
                                document -> documents.put(service, document),
                                () -> away.add(service)));
        return Buffer.buffer(json.writeValueAsBytes(merge.of(documents, away)));
    }

    /// Nothing, where there is none or it can't be read.
    private Optional<ObjectNode> document(Future<Buffer> answer) {
        try {
            return answer.succeeded()
                            && json.readTree(answer.result().getBytes())
                                    instanceof ObjectNode document
                    ? Optional.of(document)
                    : Optional.empty();
        } catch (IOException unreadable) {
            LOG.debugf("A description can't be read: %s", unreadable);
            return Optional.empty();
        }
    }
}
