package org.assemble.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.world.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A target that takes all the time it can get.
class SenderTest {

    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final long TRICKLE_MILLIS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final Secrets secrets = new Secrets(KEY);
    private final List<NetSocket> came = new CopyOnWriteArrayList<>();
    private final List<NetSocket> open = new CopyOnWriteArrayList<>();
    private final NetServer target =
            await(vertx.createNetServer().connectHandler(this::keep).listen(0, "127.0.0.1"));

    /// One connection to a target at a time, so that the next attempt gets its own late.
    private final Sender sender =
            new Sender(
                    vertx,
                    new SmallRyeConfigBuilder()
                            .addDiscoveredConverters()
                            .withMapping(GatewaySettings.class)
                            .withDefaultValues(
                                    Map.of(
                                            "assemble.gateway.tokens.issuer", "http://sign-in",
                                            "assemble.gateway.events.kafka", "kafka:1",
                                            "assemble.gateway.events.topics", "none",
                                            "assemble.gateway.webhooks.key", KEY,
                                            "assemble.gateway.webhooks.local-targets", "true",
                                            "assemble.gateway.webhooks.at-once", "1",
                                            "assemble.gateway.webhooks.answer", "0.3S"))
                            .build()
                            .getConfigMapping(GatewaySettings.class),
                    secrets);

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void a_connection_ends_with_its_attempt_however_late_it_was_made_and_whatever_comes_then() {
        Future<Result> first = sender.attempt(job());
        Eventually.holds("the first one came", () -> came.size() == 1);
        Future<Result> second = sender.attempt(job());
        Eventually.holds("the second one came", () -> came.size() == 2);

        assertThat(await(first).outcome()).isEqualTo(Result.NO_ANSWER);
        assertThat(await(second).outcome()).isEqualTo(Result.NO_ANSWER);
        open.forEach(this::answerWithoutEnd);

        Eventually.holds("no connection is left", open::isEmpty);
    }

    private void keep(NetSocket socket) {
        came.add(socket);
        open.add(socket);
        socket.closeHandler(_ -> open.remove(socket));
    }

    private void answerWithoutEnd(NetSocket socket) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        vertx.setPeriodic(TRICKLE_MILLIS, _ -> socket.write("."));
    }

    private Job job() {
        UUID subscription = UUID.randomUUID();
        return new Job(
                UUID.randomUUID(),
                subscription,
                "http://127.0.0.1:" + target.actualPort() + "/",
                List.of(secrets.seal(secrets.random(), subscription)),
                "message",
                "{}",
                1);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
