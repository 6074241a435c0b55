package org.assemble.gateway.request;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/// Whether a request has a body. HTTP/1.1 says so in its headers. HTTP/2 need not, but then a GET
/// has none that means anything (RFC 9110, 9.3.1), and every other method may.
public final class RequestBody {

    private RequestBody() {}

    public static boolean isIn(HttpServerRequest request) {
        MultiMap headers = request.headers();
        return headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                || headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                || (request.version() == HttpVersion.HTTP_2 && !isRead(request.method()));
    }

    private static boolean isRead(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.HEAD;
    }

    /// Tells a caller who asked (RFC 9110, 10.1.1) that the body may come.
    public static void invite(RoutingContext exchange) {
        String expected = exchange.request().getHeader(HttpHeaderNames.EXPECT);
        if ("100-continue".equalsIgnoreCase(expected)) {
            exchange.response().writeContinue();
        }
    }

    /// A handler: nothing of a body is read before somebody wants it.
    public static void hold(RoutingContext exchange) {
        if (isIn(exchange.request())) {
            exchange.request().pause();
        }
        exchange.next();
    }
}
