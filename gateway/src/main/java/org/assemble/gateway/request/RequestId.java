package org.assemble.gateway.request;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/// Each request's number, of the gateway's own: callers read it in every answer, services get it
/// with the request.
public final class RequestId {

    public static final CharSequence HEADER = HttpHeaders.createOptimized("X-Request-Id");

    private RequestId() {}

    public static String of(RoutingContext exchange) {
        return Visit.of(exchange).requestId();
    }
}
