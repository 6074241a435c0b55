package org.assemble.gateway.world;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// A gateway that looks, tries again and gives up so soon that tests needn't wait for it. Tests
/// with [Parts] share it: a gateway of their own would take longer to start than most of them take.
public class Quick implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "assemble.gateway.keys.looked-at-every", "0.2S",
                "assemble.gateway.streams.look-every", "50ms",
                "assemble.gateway.streams.beat-every", "100ms",
                "assemble.gateway.streams.most-of-one", "3",
                "assemble.gateway.webhooks.retries", "50ms,50ms",
                "assemble.gateway.webhooks.look-every", "50ms",
                "assemble.gateway.webhooks.most-of-one", "1000",
                "assemble.gateway.webhooks.answer", "1S");
    }
}
