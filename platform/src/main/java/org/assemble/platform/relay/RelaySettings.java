package org.assemble.platform.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How a service's events reach its topic.
@ConfigMapping(prefix = "assemble.relay")
public interface RelaySettings {

    /// The topic that the service owns: `assemble.campaign.v1`.
    String topic();

    /// Whether this replica takes part; off only in tests that run relays of their own.
    @WithDefault("true")
    boolean enabled();

    /// How many events one Kafka transaction holds at most.
    @WithDefault("2000")
    int batch();

    /// How long events gather after a transaction that was not full.
    @WithDefault("10ms")
    Duration between();

    /// How soon after a hint the log is read again, until what was announced is committed.
    @WithDefault("2ms")
    Duration soonest();

    /// How long the log is left alone when nothing was hinted: the delay of what another replica
    /// wrote.
    @WithDefault("100ms")
    Duration latest();

    /// How long to wait after the database or the broker was away.
    @WithDefault("1s")
    Duration afterFailure();
}
