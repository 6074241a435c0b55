package org.assemble.gateway.forward;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientBuilder;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.assemble.gateway.routing.Bounds;

/// The connections to one address. Each event loop keeps its own, so that a request and its answer
/// stay on one thread and no lock is shared; how many there are is bounded by the requests that a
/// service may have at once. Streams of events, which last, have connections of their own, many
/// streams to each where the service speaks HTTP/2.
final class Connections {

    /// Less than a service waits before it closes an idle connection (60 s): else a request meets a
    /// connection that is just being closed.
    private static final int KEPT_SECONDS = 30;

    private static final int SPARE = 4;
    private static final int STREAMS_PER_CONNECTION = 50;

    /// What a stream may send before its reader has taken it (HTTP/2's usual window).
    private static final int STREAM_WINDOW = 64 * 1024;

    private static final int MOST_HEAD_BYTES = 32 * 1024;
    private static final Object ELSEWHERE = new Object();

    private final Vertx vertx;
    private final URI address;
    private final Bounds bounds;
    private final Map<Object, HttpClient> plain = new ConcurrentHashMap<>();
    private final Map<Object, HttpClient> streaming = new ConcurrentHashMap<>();

    Connections(Vertx vertx, URI address, Bounds bounds) {
        this.vertx = vertx;
        this.address = address;
        this.bounds = bounds;
    }

    /// A connection, and on it a request of which nothing is sent yet.
    Future<HttpClientRequest> request(HttpMethod method, String target) {
        return clientIn(plain)
                .request(options(method, target))
                .map(request -> {
                    AnswerLength.expect(request.connection(), method == HttpMethod.HEAD);
                    return request;
                });
    }

    /// The same, for a stream of events.
    Future<HttpClientRequest> requestStream(HttpMethod method, String target) {
        return clientIn(streaming).request(options(method, target));
    }

    private RequestOptions options(HttpMethod method, String target) {
        return new RequestOptions()
                .setMethod(method)
                .setURI(target)
                .setConnectTimeout(bounds.connect().toMillis());
    }

    void close() {
        plain.values().forEach(HttpClient::close);
        streaming.values().forEach(HttpClient::close);
    }

    private HttpClient clientIn(Map<Object, HttpClient> clients) {
        Object loop = Context.isOnEventLoopThread() ? Thread.currentThread() : ELSEWHERE;
        HttpClient client = clients.get(loop);
        return client != null
                ? client
                : clients.computeIfAbsent(
                        loop, key -> clients == plain ? plainClient(key) : streamingClient());
    }

    private HttpClient plainClient(Object loop) {
        HttpClientBuilder client =
                vertx.httpClientBuilder()
                        .with(
                                common().setIdleTimeout((int) bounds.silence().toMillis())
                                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                                        .setKeepAliveTimeout(KEPT_SECONDS))
                        .with(new PoolOptions().setHttp1MaxSize(bounds.atOnce() + SPARE));
        return loop == ELSEWHERE
                ? client.build()
                : client.withConnectHandler(AnswerLength::watch).build();
    }

    private HttpClient streamingClient() {
        return vertx.createHttpClient(
                common().setProtocolVersion(HttpVersion.HTTP_2)
                        .setUseAlpn(isTls())
                        .setHttp2MultiplexingLimit(STREAMS_PER_CONNECTION)
                        // Room for what all streams may send and one more: else those whose
                        // callers don't read would use up what the connection may carry.
                        .setHttp2ConnectionWindowSize((STREAMS_PER_CONNECTION + 1) * STREAM_WINDOW),
                new PoolOptions()
                        .setHttp1MaxSize(bounds.streams() + SPARE)
                        .setHttp2MaxSize(bounds.streams() / STREAMS_PER_CONNECTION + SPARE));
    }

    private HttpClientOptions common() {
        return new HttpClientOptions()
                .setDefaultHost(address.getHost())
                .setDefaultPort(port())
                .setSsl(isTls())
                .setTcpKeepAlive(true)
                .setMaxHeaderSize(MOST_HEAD_BYTES)
                .setConnectTimeout((int) bounds.connect().toMillis());
    }

    private int port() {
        if (address.getPort() > 0) {
            return address.getPort();
        }
        return isTls() ? 443 : 80;
    }

    private boolean isTls() {
        return "https".equals(address.getScheme());
    }
}
