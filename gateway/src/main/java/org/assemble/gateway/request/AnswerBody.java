package org.assemble.gateway.request;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/// The body of an answer. Who asks by HEAD gets none (RFC 9110, 9.3.2): over HTTP/1.1 the server
/// leaves it out, over HTTP/2 it would send it all the same.
public final class AnswerBody {

    private AnswerBody() {}

    /// Ends the answer, with the body where one is asked for.
    public static void end(RoutingContext exchange, Buffer body) {
        if (exchange.request().method() == HttpMethod.HEAD) {
            exchange.response().end();
        } else {
            Visit.of(exchange).give(body);
        }
    }
}
