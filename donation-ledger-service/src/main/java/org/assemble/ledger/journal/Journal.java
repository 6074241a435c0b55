package org.assemble.ledger.journal;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import org.assemble.platform.relay.RelaySignal;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.ds.PGSimpleDataSource;

/// Where everything in the ledger is written: orders go in, and each is answered after its commit.
@ApplicationScoped
public class Journal {

    /// Small lookups by key in tables that grow: a plan made while they were empty must not scan
    /// them later. A stuck replica gives up its turn by itself.
    private static final String OPTIONS =
            "-c enable_seqscan=off -c statement_timeout=20s -c lock_timeout=10s -c idle_in_transaction_session_timeout=10s";

    private static final int CONNECT_TIMEOUT_SECONDS = 3;
    private static final int ANSWER_TIMEOUT_SECONDS = 30;

    @Inject RelaySignal relay;

    @Inject MeterRegistry metrics;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    private Appender appender;

    void start(@Observes StartupEvent started) {
        appender = new Appender(database(), relay::somethingIsComing);
        metrics.gauge("assemble.ledger.orders.waiting", appender, Appender::waiting);
        appender.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        appender.close();
    }

    /// A connection of its own, beside the pool: it lives as long as the appender.
    private PGSimpleDataSource database() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        source.setApplicationName("ledger-appender");
        source.setOptions(OPTIONS);
        source.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
        source.setSocketTimeout(ANSWER_TIMEOUT_SECONDS);
        source.setTcpKeepAlive(true);
        return source;
    }

    /// Does what is ordered, once. Fails with a refusal where a rule forbids it, and with the
    /// outage where the database is away. Goes on where the caller was.
    public <T> Uni<Answer<T>> append(Order<T> order) {
        Context context = Vertx.currentContext();
        Uni<Answer<T>> answer = Uni.createFrom().completionStage(() -> submit(order));
        return context == null ? answer : answer.emitOn(MutinyHelper.executor(context));
    }

    /// The same for who has many orders: answers come in the appender's thread, where little may be
    /// done.
    public <T> CompletableFuture<Answer<T>> submit(Order<T> order) {
        return appender.append(order);
    }
}
