package org.assemble.platform.relay;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/// Runs this replica's relay for as long as the service runs, and says on the health page what it
/// waits for. A broker that is away does not make the service unfit: it goes on taking requests and
/// publishes later.
@Singleton
@Wellness
public class RelayRunner implements HealthCheck {
    @Inject AgroalDataSource database;
    @Inject RelaySettings settings;
    @Inject RelaySignal signal;
    @Inject MeterRegistry metrics;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    @ConfigProperty(name = "assemble.service")
    String service;

    private Relay relay;

    void start(@Observes StartupEvent started) {
        Map<String, Object> producer = new HashMap<>();
        producer.put(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
        relay =
                new Relay(
                        new Relay.Line("/assemble/" + service, database, producer),
                        settings,
                        signal);
        metrics.gauge("assemble.relay.acknowledged", relay, Relay::acknowledged);
        if (settings.enabled()) {
            relay.start();
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        relay.close();
    }

    @Override
    public HealthCheckResponse call() {
        String waitsFor = relay.waitsFor();
        return HealthCheckResponse.named("relay")
                .status(waitsFor.isEmpty() || waitsFor.equals("its turn"))
                .withData("waitsFor", waitsFor.isEmpty() ? "nothing" : waitsFor)
                .withData("acknowledged", relay.acknowledged())
                .build();
    }
}
