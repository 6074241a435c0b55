package org.assemble.gateway.world;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A service behind the gateway: a real HTTP server that does what the test says, and notes what it
/// was asked.
public final class FakeService {

    private final HttpServer server;
    private final List<HttpServerRequest> asked = new CopyOnWriteArrayList<>();
    private volatile Handler<HttpServerRequest> behaviour;

    FakeService(Vertx vertx) {
        answer("{}");
        server =
                vertx.createHttpServer()
                        .requestHandler(request -> {
                            asked.add(request);
                            behaviour.handle(request);
                        })
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    public void does(Handler<HttpServerRequest> behaviour) {
        asked.clear();
        this.behaviour = behaviour;
    }

    public void answer(String json) {
        does(request -> request.body().onSuccess(_ -> json(request.response(), json)));
    }

    public static void json(HttpServerResponse response, String json) {
        response.putHeader("Content-Type", "application/json").end(json);
    }

    /// What it was asked since it was last told what to do.
    public List<HttpServerRequest> asked() {
        return asked;
    }

    public HttpServerRequest theOneAsked() {
        if (asked.size() != 1) {
            throw new AssertionError("asked %d times, not once".formatted(asked.size()));
        }
        return asked.getFirst();
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }
}
