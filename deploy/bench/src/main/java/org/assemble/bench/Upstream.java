package org.assemble.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What stands behind every gateway that is measured, in a process of its own: answers with a small
/// JSON, at once or after some milliseconds as the query says, or opens a stream of events that has
/// nothing to tell, or says the digest (SHA-256) of what it was sent.
public final class Upstream {
    /// The query's parameter.
    static final String WAIT = "wait";

    private static final Buffer ANSWER =
            Buffer.buffer(
                    "{\"id\":\"0199f0a2-7c1e-7d2c-9f55-0a8c3a2c1b00\",\"account\":\"bank\",\"pence\":1250}");

    private final Vertx vertx;

    private Upstream(Vertx vertx) {
        this.vertx = vertx;
    }

    /// @param arguments the port on loopback
    public static void main(String[] arguments) {
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        vertx.createHttpServer()
                .requestHandler(new Upstream(vertx)::answer)
                .listen(Integer.parseInt(arguments[0]), "127.0.0.1")
                .onFailure(failure -> {
                    failure.printStackTrace();
                    System.exit(1);
                });
    }

    private void answer(HttpServerRequest request) {
        var accept = request.getHeader("accept");
        if (accept != null && accept.startsWith("text/event-stream")) {
            response(request, "text/event-stream").setChunked(true).write(": open\n\n");
        } else if (request.method() == HttpMethod.POST) {
            digest(request);
        } else if (request.query() != null) {
            vertx.setTimer(
                    Long.parseLong(request.getParam(WAIT)),
                    _ -> response(request, "application/json").end(ANSWER));
        } else {
            response(request, "application/json").end(ANSWER);
        }
    }

    private static HttpServerResponse response(HttpServerRequest request, String type) {
        return request.response().putHeader("content-type", type);
    }

    private static void digest(HttpServerRequest request) {
        var digest = sha256();
        request.handler(chunk -> digest.update(chunk.getBytes()));
        request.endHandler(_ ->
                response(request, "text/plain").end(HexFormat.of().formatHex(digest.digest())));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException cannotBe) {
            throw new IllegalStateException("every Java has SHA-256", cannotBe);
        }
    }
}
