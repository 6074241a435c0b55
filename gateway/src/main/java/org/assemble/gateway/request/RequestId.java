package org.assemble.gateway.request;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/// Gives each request a number of the gateway's own: callers read it in every answer, services get
/// it with the request.
public final class RequestId {

    public static final String HEADER = "X-Request-Id";

    private RequestId() {}

    public static void give(RoutingContext exchange) {
        String id = UUID.randomUUID().toString();
        exchange.put(HEADER, id);
        exchange.response().putHeader(HEADER, id);
        exchange.next();
    }

    public static String of(RoutingContext exchange) {
        return exchange.get(HEADER);
    }
}
