package org.assemble.gateway.request;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/// Requests that an HTTP/1.1 caller sends before having read the answers to those before them (RFC
/// 9112, 9.3.2). Vert.x begins the next one as soon as an answer is given, whether or not it could
/// be written: with somebody who never reads, answers would pile up in memory for as long as
/// requests come. Over HTTP/2 only so many are open at once, and each waits by itself.
public final class Pipelined {

    private Pipelined() {}

    /// Goes on with a request when the answers ahead of it are taken. Until then nothing more is
    /// read from its connection.
    public static void hold(RoutingContext exchange) {
        if (exchange.response().writeQueueFull()
                && exchange.request().version() != HttpVersion.HTTP_2) {
            awaitReader(exchange);
        } else {
            exchange.next();
        }
    }

    private static void awaitReader(RoutingContext exchange) {
        HttpServerRequest request = exchange.request().pause();
        HttpServerResponse response = exchange.response();
        // Vert.x' own interface can stop a body, not a connection.
        ConnectionBase connection = (ConnectionBase) request.connection();
        connection.doPause();
        response.drainHandler(_ -> {
            response.drainHandler(null);
            connection.doResume();
            exchange.vertx()
                    .runOnContext(_ -> {
                        request.resume();
                        if (!response.closed()) {
                            exchange.next();
                        }
                    });
        });
    }
}
