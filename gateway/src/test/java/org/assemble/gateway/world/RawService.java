package org.assemble.gateway.world;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// A service that speaks in bytes: whatever the test wants, for as long as it is HTTP no longer.
/// When it is looked at whether it is well it answers as one that is, unless it was told not to.
public final class RawService implements AutoCloseable {

    private static final String LOOK = "GET /q/health/ready ";
    private static final Pattern BEGINNING = Pattern.compile("[A-Z]+ /");
    private static final String WELL = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    private final NetServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Handler<NetSocket> behaviour;
    private volatile Handler<NetSocket> health = socket -> socket.write(WELL);

    RawService(Vertx vertx, Handler<NetSocket> behaviour) {
        this.behaviour = behaviour;
        this.server =
                vertx.createNetServer()
                        .connectHandler(this::accept)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    private void accept(NetSocket socket) {
        socket.handler(bytes -> {
            String text = bytes.toString("ISO-8859-1");
            if (text.startsWith(LOOK)) {
                health.handle(socket);
            } else if (BEGINNING.matcher(text).lookingAt()) {
                asked.add(text);
                behaviour.handle(socket);
            }
        });
    }

    /// Answers each request with these bytes.
    public static Handler<NetSocket> says(String... lines) {
        return socket -> socket.write(String.join("\r\n", lines));
    }

    /// Answers with these bytes and hangs up.
    public static Handler<NetSocket> saysAndLeaves(String... lines) {
        return socket -> socket.end(Buffer.buffer(String.join("\r\n", lines)));
    }

    public static Handler<NetSocket> isSilent() {
        return _ -> {};
    }

    public static Handler<NetSocket> hangsUp() {
        return NetSocket::close;
    }

    public RawService does(Handler<NetSocket> other) {
        behaviour = other;
        return this;
    }

    public RawService whenLookedAt(Handler<NetSocket> other) {
        health = other;
        return this;
    }

    /// What came in since it was made, without the looks whether it is well.
    public List<String> asked() {
        return asked;
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
