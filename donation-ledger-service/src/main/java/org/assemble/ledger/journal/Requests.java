package org.assemble.ledger.journal;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.function.Function;
import java.util.function.Supplier;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.problem.CommonRefusal;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// What HTTP asks of the journal: an order under the name that the caller gave it, and the answer
/// with its status.
@ApplicationScoped
public class Requests {

    private static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final int LONGEST_KEY = 200;

    @Inject Journal journal;

    @Inject CurrentCaller caller;

    @Inject HttpServerRequest request;

    /// What is asked, as it is compared when the same key comes again.
    private record Asked(String method, String path, Object body) {}

    /// 201, with the address of what was made.
    public <T> Uni<RestResponse<T>> created(Object body, Order<T> order, Function<T, ?> id) {
        String path = request.path();
        return journal.append(named(body, order))
                .map(answer ->
                        reply(RestResponse.Status.CREATED, answer)
                                .location(URI.create(path + "/" + id.apply(answer.body())))
                                .build());
    }

    /// 200: something was done to what is there.
    public <T> Uni<RestResponse<T>> done(Object body, Order<T> order) {
        return journal.append(named(body, order))
                .map(answer -> reply(RestResponse.Status.OK, answer).build());
    }

    /// 200, shown as something that is not kept with the key.
    public <T, V> Uni<RestResponse<V>> done(Object body, Order<T> order, Supplier<Uni<V>> shown) {
        return journal.append(named(body, order))
                .chain(answer ->
                        shown.get()
                                .map(view ->
                                        reply(
                                                        RestResponse.Status.OK,
                                                        new Answer<>(view, answer.replayed()))
                                                .build()));
    }

    private <T> Order<T> named(Object body, Order<T> order) {
        String key = request.getHeader(KEY);
        if (key == null) {
            return order;
        }
        if (key.isBlank() || key.length() > LONGEST_KEY || key.indexOf('\0') >= 0) {
            throw CommonRefusal.MALFORMED_REQUEST.because(
                    "An Idempotency-Key has 1 to 200 characters.");
        }
        return order.named(
                Key.of(
                        "request:" + caller.get().personId() + ":" + key,
                        new Asked(request.method().name(), request.path(), body),
                        CommonRefusal.IDEMPOTENCY_KEY_REUSED.because(
                                "The key " + key + " named another request.")));
    }

    private static <T> ResponseBuilder<T> reply(RestResponse.Status status, Answer<T> answer) {
        ResponseBuilder<T> reply = ResponseBuilder.<T>create(status).entity(answer.body());
        return answer.replayed() ? reply.header(REPLAYED, "true") : reply;
    }
}
