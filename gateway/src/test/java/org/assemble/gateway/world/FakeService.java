package org.assemble.gateway.world;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A service behind the gateway: a real HTTP server that does what the test says, and notes what it
/// was asked; and that says it is well, unless it is told otherwise.
public final class FakeService {

    private final HttpServer server;
    private final List<HttpServerRequest> asked = new CopyOnWriteArrayList<>();
    private volatile Handler<HttpServerRequest> behaviour;
    private volatile int healthStatus = 200;

    FakeService(Vertx vertx) {
        answer("{}");
        server =
                vertx.createHttpServer()
                        .requestHandler(this::handle)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    private void handle(HttpServerRequest request) {
        if (request.path().equals("/q/health/ready")) {
            request.response().setStatusCode(healthStatus).end("{}");
        } else {
            asked.add(request);
            behaviour.handle(request);
        }
    }

    public void does(Handler<HttpServerRequest> behaviour) {
        asked.clear();
        this.behaviour = behaviour;
    }

    public void answer(String json) {
        does(request -> request.body().onSuccess(_ -> json(request.response(), json)));
    }

    /// How it answers when it is looked at whether it is ready.
    public void isReady(boolean ready) {
        healthStatus = ready ? 200 : 503;
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
