package org.assemble.gateway.forward;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assemble.gateway.GatewaySettings;

/// One service as the gateway sees it: a name, an address, and a pool of connections that it shares
/// with no other, so that a slow service fills its own pool only.
public final class Upstream {

    private final String name;
    private final String origin;
    private final HttpClient client;
    private final long turnMillis;

    Upstream(Vertx vertx, String name, URI url, GatewaySettings settings) {
        this.name = name;
        this.origin = url.getScheme() + "://" + url.getAuthority();
        this.turnMillis = settings.patience().turn().toMillis();
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setDefaultHost(host(name, url))
                                .setDefaultPort(port(url))
                                .setSsl(isTls(url))
                                .setConnectTimeout((int) settings.patience().connect().toMillis())
                                .setIdleTimeout((int) settings.patience().silence().toMillis())
                                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS),
                        new PoolOptions()
                                .setHttp1MaxSize(settings.limits().connectionsPerService())
                                .setMaxWaitQueueSize(settings.limits().waitingPerService()));
    }

    /// Scheme, host and port, as the service itself takes them from the Host header.
    String origin() {
        return origin;
    }

    public String name() {
        return name;
    }

    /// A connection to the service, and on it a request of which nothing is sent yet.
    public Future<HttpClientRequest> request(HttpMethod method, String target) {
        return client.request(
                        new RequestOptions()
                                .setMethod(method)
                                .setURI(target)
                                .setConnectTimeout(turnMillis))
                .recover(failure ->
                        Future.failedFuture(
                                failure instanceof TimeoutException ? new Busy(failure) : failure));
    }

    /// All of the service's connections stayed in use for as long as a request waits for its turn.
    static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Busy(Throwable cause) {
            super("no connection became free", cause, false, false);
        }
    }

    private static String host(String name, URI url) {
        if (url.getHost() == null || (url.getPath() != null && url.getPath().length() > 1)) {
            throw new IllegalArgumentException(
                    "assemble.gateway.services.%s.url must be scheme, host and port, but is %s"
                            .formatted(name, url));
        }
        return url.getHost();
    }

    private static int port(URI url) {
        if (url.getPort() > 0) {
            return url.getPort();
        }
        return isTls(url) ? 443 : 80;
    }

    private static boolean isTls(URI url) {
        return "https".equals(url.getScheme());
    }
}
