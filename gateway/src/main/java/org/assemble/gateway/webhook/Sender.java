package org.assemble.gateway.webhook;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.own.Rejection;

/// Makes one attempt: resolves the target's name, connects to the very address that was found
/// public, posts, and looks at the status. Redirects are not followed, and each attempt has a
/// connection of its own, which is closed as soon as the status is known: a target can hold up its
/// own deliveries, and for no longer than the patience, and nobody else's.
@ApplicationScoped
class Sender {

    private final Vertx vertx;
    private final HttpClient client;
    private final Secrets secrets;
    private final boolean localToo;
    private final Duration patience;
    private final InstantSource clock = InstantSource.system();

    Sender(Vertx vertx, GatewaySettings settings, Secrets secrets) {
        this.vertx = vertx;
        this.secrets = secrets;
        this.localToo = settings.webhooks().localTargets();
        this.patience = settings.webhooks().answer();
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setKeepAlive(false)
                                .setVerifyHost(true)
                                .setConnectTimeout((int) settings.patience().connect().toMillis())
                                .setIdleTimeout((int) patience.toMillis())
                                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS),
                        new PoolOptions().setHttp1MaxSize(settings.webhooks().atOnce()));
    }

    /// Succeeds however it ends: that nothing was delivered is a result too. Only where a secret
    /// can't be read it fails, with [Secrets.NotOurs] and before anything is connected to: that is
    /// no doing of the target.
    Future<Result> attempt(Job job) {
        return Future.succeededFuture(job).map(this::keys).compose(keys -> attempt(job, keys));
    }

    private List<byte[]> keys(Job job) {
        return job.sealed().stream()
                .map(sealed -> secrets.open(sealed, job.subscription()))
                .toList();
    }

    private Future<Result> attempt(Job job, List<byte[]> keys) {
        Instant begun = clock.instant();
        return resolve(job)
                .compose(this::connect)
                .compose(request -> send(request, job, keys, begun))
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .map(answer -> answered(answer, begun))
                .recover(failure -> Future.succeededFuture(failed(failure, begun)));
    }

    private record Found(Target target, InetAddress address) {}

    /// The system's resolver blocks, and a name may take its time: a virtual thread each.
    private Future<Found> resolve(Job job) {
        Promise<Found> found = Promise.promise();
        Context context = vertx.getOrCreateContext();
        Thread.ofVirtual()
                .name("resolve")
                .start(() -> {
                    try {
                        Target target = Target.of(job.url(), localToo);
                        Found at = new Found(target, target.resolve());
                        context.runOnContext(_ -> found.complete(at));
                    } catch (Exception failure) {
                        context.runOnContext(_ -> found.fail(failure));
                    }
                });
        return found.future();
    }

    private Future<HttpClientRequest> connect(Found found) {
        Target target = found.target();
        return client.request(
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setServer(
                                SocketAddress.inetSocketAddress(
                                        target.port(), found.address().getHostAddress()))
                        .setHost(target.name())
                        .setPort(target.port())
                        .setSsl(target.tls())
                        .setURI(target.request())
                        .setFollowRedirects(false));
    }

    /// The connection ends with the answer's head or with the patience, whichever is first: nobody
    /// waits any more for what comes after it.
    private Future<HttpClientResponse> send(
            HttpClientRequest request, Job job, List<byte[]> keys, Instant at) {
        long left = patience.toMillis() - since(at);
        if (left <= 0) {
            request.connection().close();
            return Future.failedFuture(new TimeoutException("the connection took all the time"));
        }
        return request.putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "Assemble-Webhooks/1")
                .putHeader("webhook-id", job.message())
                .putHeader("webhook-timestamp", Long.toString(at.getEpochSecond()))
                .putHeader("webhook-signature", Signature.of(keys, job.message(), at, job.body()))
                .send(job.body())
                .timeout(left, TimeUnit.MILLISECONDS)
                .onComplete(_ -> request.connection().close());
    }

    private Result answered(HttpClientResponse answer, Instant begun) {
        int status = answer.statusCode();
        Optional<Duration> retryAfter = retryAfter(answer.getHeader("retry-after"));
        return new Result(begun, since(begun), status, Result.outcomeOf(status), retryAfter);
    }

    private Result failed(Throwable failure, Instant begun) {
        String outcome =
                switch (failure) {
                    case TimeoutException _ -> Result.NO_ANSWER;
                    case Target.NotPublic _ -> Result.NOT_PUBLIC;
                    case Rejection _ -> Result.NOT_PUBLIC;
                    default -> Result.NOT_REACHED;
                };
        return new Result(begun, since(begun), null, outcome, Optional.empty());
    }

    private int since(Instant begun) {
        return (int) Duration.between(begun, clock.instant()).toMillis();
    }

    /// In seconds; a date is as good as none.
    private static Optional<Duration> retryAfter(String header) {
        return header != null && header.matches("[0-9]{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
                : Optional.empty();
    }
}
