package org.assemble.gateway.own;

import io.netty.handler.codec.http.QueryStringEncoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.token.Caller;

/// A request for one of the gateway's own operations, of somebody who may ask for it.
public final class Call {

    private final RoutingContext exchange;
    private final Caller caller;
    private final Buffer body;

    Call(RoutingContext exchange, Caller caller, Buffer body) {
        this.exchange = exchange;
        this.caller = caller;
        this.body = body;
    }

    public Caller caller() {
        return caller;
    }

    /// For what streams its answer by itself.
    public RoutingContext exchange() {
        return exchange;
    }

    public String method() {
        return exchange.request().method().name();
    }

    public String path() {
        return exchange.request().path();
    }

    /// The body as JSON; none at all is an empty object.
    public <T> T body(Class<T> type) {
        String text = body.toString();
        if (text.contains("\\u0000")) {
            throw Rejection.malformed("", "A text has no NUL character.");
        }
        return Json.read(text.isBlank() ? "{}" : text, type);
    }

    public UUID id(String name) {
        try {
            return UUID.fromString(exchange.pathParam(name));
        } catch (IllegalArgumentException notAnId) {
            throw Rejection.of(Refusal.UNKNOWN_ADDRESS);
        }
    }

    public Optional<String> query(String name) {
        return exchange.queryParam(name).stream().findFirst();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(exchange.request().getHeader(name));
    }

    public Page.Wanted page() {
        return Page.Wanted.in(this);
    }

    /// This request's address with one query parameter set.
    String addressWith(String name, String value) {
        QueryStringEncoder address = new QueryStringEncoder(path());
        exchange.queryParams()
                .forEach(parameter -> {
                    if (!parameter.getKey().equals(name)) {
                        address.addParam(parameter.getKey(), parameter.getValue());
                    }
                });
        address.addParam(name, value);
        return address.toString();
    }
}
