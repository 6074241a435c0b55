package org.assemble.gateway.world;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// What stands around the gateway in its tests: a sign-in, three services that can be told what to
/// do, and a place where no service is.
public class World implements QuarkusTestResourceLifecycleManager {

    static final String WEBHOOK_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private static final List<Socket> HELD = new CopyOnWriteArrayList<>();

    private Vertx vertx;
    private Issuer issuer;
    private FakeService campaign;
    private FakeService assembly;
    private FakeService training;
    private Table table;

    @Override
    public Map<String, String> start() {
        vertx = Vertx.vertx();
        issuer = new Issuer(vertx);
        campaign = new FakeService(vertx);
        assembly = new FakeService(vertx);
        training = new FakeService(vertx);
        table =
                new Table(
                        """
                          campaign:
                            addresses: %s
                            answers: [agreements, campaigns, people]
                          assembly:
                            addresses: %s
                            answers: [assemblies]
                          training:
                            addresses: %s
                            answers: [trainings]
                          ledger:
                            addresses: %s
                            answers: [ledger]
                        """
                                .formatted(
                                        campaign.url(),
                                        assembly.url(),
                                        training.url(),
                                        urlOfNobody()),
                        """
                        routes:
                          - path: /api/v1/trainings/certificates
                            limit: guessing
                        limits:
                          address: 60000 per 1m
                          client: 60000 per 1m
                          person: 50000 per 1m
                          guessing: 3 per 1h
                          little: 2 per 1h
                        clients:
                          web:
                            origins: https://app.example
                          other:
                            origins: https://other.example
                          sparing:
                            limit: little
                        """);
        Map<String, String> settings = new HashMap<>();
        settings.put("assemble.gateway.routes.file", table.file().toString());
        settings.put("assemble.gateway.routes.looked-at-every", "0.05S");
        settings.put("assemble.gateway.patience.body-begins", "1S");
        settings.put("assemble.gateway.patience.slow-body", "1S");
        settings.put("assemble.gateway.patience.slow-answer", "1S");
        settings.put("assemble.gateway.patience.unwanted", "1S");
        settings.put("assemble.gateway.health.every", "0.1S");
        settings.put("assemble.gateway.health.within", "0.4S");
        settings.put("assemble.gateway.tokens.issuer", issuer.url());
        settings.putAll(partsOfNobody());
        return settings;
    }

    /// Neither database nor broker: what is forwarded needs none. Tests that do name [Parts].
    private static Map<String, String> partsOfNobody() {
        return Map.of(
                "ASSEMBLE_DB_URL", "127.0.0.1:" + portOfNobody() + "/gateway",
                "ASSEMBLE_DB_USER", "nobody",
                "ASSEMBLE_DB_PASSWORD", "nothing",
                "ASSEMBLE_DB_OWNER", "nobody",
                "ASSEMBLE_DB_OWNER_PASSWORD", "nothing",
                "ASSEMBLE_KAFKA", "127.0.0.1:" + portOfNobody(),
                "ASSEMBLE_WEBHOOK_KEY", WEBHOOK_KEY);
    }

    /// Somewhere that nobody listens.
    public static String urlOfNobody() {
        return "http://127.0.0.1:" + portOfNobody();
    }

    /// A service that speaks in bytes.
    public RawService raw(Handler<NetSocket> behaviour) {
        return new RawService(vertx, behaviour);
    }

    /// One more service that speaks HTTP.
    public FakeService another() {
        return new FakeService(vertx);
    }

    public Table table() {
        return table;
    }

    public Issuer issuer() {
        return issuer;
    }

    public FakeService campaign() {
        return campaign;
    }

    public FakeService assembly() {
        return assembly;
    }

    public FakeService training() {
        return training;
    }

    /// Before each test: what one told the services to do is not what the next one finds.
    @Override
    public void inject(TestInjector injector) {
        for (FakeService service : List.of(campaign, assembly, training)) {
            service.answer("{}");
            service.isReady(true);
        }
        injector.injectIntoFields(this, new TestInjector.MatchesType(World.class));
    }

    @Override
    public void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /// Bound for as long as the tests run, so that nobody else gets it, and listened to by nobody.
    private static int portOfNobody() {
        Socket held = new Socket();
        try {
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        HELD.add(held);
        return held.getLocalPort();
    }
}
