package org.assemble.platform.idempotency;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.function.Function;
import java.util.function.Supplier;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.id.Sha256;
import org.assemble.platform.problem.CommonRefusal;
import org.assemble.platform.settings.Json;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Does what a request asks once, however often it comes. The caller names the request by the
/// header `Idempotency-Key`; the name, the effect and the answer commit together. The same name
/// again gets the first answer; the same name with another content is refused. Refused requests
/// leave no name behind: nothing was done.
@ApplicationScoped
public class Once {
    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";
    private static final int LONGEST_KEY = 200;

    @Inject CurrentCaller caller;
    @Inject HttpServerRequest request;
    @Inject Json json;

    private record Named(String caller, String key, String fingerprint) {}

    /// A request that makes something: 201, with the address of what was made.
    public <T> Uni<RestResponse<T>> created(
            Object body, Class<T> view, Supplier<Uni<T>> work, Function<T, Object> id) {
        String path = request.path();
        return answered(
                body,
                view,
                work,
                made ->
                        ResponseBuilder.<T>create(RestResponse.Status.CREATED)
                                .location(URI.create(path + "/" + id.apply(made))));
    }

    /// A request that makes something without an address of its own: 201.
    public <T> Uni<RestResponse<T>> made(Object body, Class<T> view, Supplier<Uni<T>> work) {
        return answered(
                body, view, work, _ -> ResponseBuilder.<T>create(RestResponse.Status.CREATED));
    }

    /// A request that does something to what is there: 200.
    public <T> Uni<RestResponse<T>> done(Object body, Class<T> view, Supplier<Uni<T>> work) {
        return answered(body, view, work, _ -> ResponseBuilder.<T>create(RestResponse.Status.OK));
    }

    /// The same answer with another body, for what is looked up after the request was kept.
    public static <A, B> RestResponse<B> saying(RestResponse<A> answer, B body) {
        ResponseBuilder<B> other = ResponseBuilder.create(answer.getStatusInfo(), body);
        answer.getHeaders()
                .forEach((name, values) -> values.forEach(value -> other.header(name, value)));
        return other.build();
    }

    private <T> Uni<RestResponse<T>> answered(
            Object body,
            Class<T> view,
            Supplier<Uni<T>> work,
            Function<T, ResponseBuilder<T>> answer) {
        String key = request.getHeader(HEADER);
        if (key == null) {
            return work.get().map(made -> answer.apply(made).entity(made).build());
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw CommonRefusal.MALFORMED_REQUEST.because(
                    "An Idempotency-Key has 1 to 200 characters.");
        }
        Named named = new Named(caller.get().personId().toString(), key, fingerprint(body));
        return Panache.withTransaction(() ->
                claim(named)
                        .chain(isNew ->
                                isNew ? first(named, work, answer) : again(named, view, answer)));
    }

    private <T> Uni<RestResponse<T>> first(
            Named named, Supplier<Uni<T>> work, Function<T, ResponseBuilder<T>> answer) {
        return work.get()
                .call(made -> keep(named, made))
                .map(made -> answer.apply(made).entity(made).build());
    }

    private <T> Uni<RestResponse<T>> again(
            Named named, Class<T> view, Function<T, ResponseBuilder<T>> answer) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(
                                        "select request, cast(answer as text) from request_key"
                                                + " where caller = ?1 and key = ?2",
                                        Object[].class)
                                .setParameter(1, named.caller())
                                .setParameter(2, named.key())
                                .getSingleResult())
                .map(row -> {
                    if (!named.fingerprint().equals(row[0])) {
                        throw CommonRefusal.IDEMPOTENCY_KEY_REUSED.because(
                                "The key %s named another request.".formatted(named.key()));
                    }
                    T made = json.read((String) row[1], view);
                    return answer.apply(made).entity(made).header(REPLAYED, "true").build();
                });
    }

    /// Waits, where the same request is under way, until that one has ended.
    private static Uni<Boolean> claim(Named named) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(
                                        "insert into request_key (caller, key, request) values (?1, ?2, ?3)"
                                                + " on conflict do nothing")
                                .setParameter(1, named.caller())
                                .setParameter(2, named.key())
                                .setParameter(3, named.fingerprint())
                                .executeUpdate())
                .map(count -> count == 1);
    }

    private Uni<Integer> keep(Named named, Object made) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(
                                        "update request_key set answer = cast(cast(?1 as text) as json)"
                                                + " where caller = ?2 and key = ?3")
                                .setParameter(1, json.write(made))
                                .setParameter(2, named.caller())
                                .setParameter(3, named.key())
                                .executeUpdate());
    }

    private String fingerprint(Object body) {
        return Sha256.of(request.method() + " " + request.path() + "\n" + json.write(body));
    }
}
