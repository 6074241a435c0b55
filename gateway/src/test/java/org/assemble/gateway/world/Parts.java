package org.assemble.gateway.world;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.assemble.testkit.RealParts;

/// The gateway's own database and the broker, real ones; for tests that name it after [World]. A
/// sign-in is [World]'s.
public class Parts implements QuarkusTestResourceLifecycleManager {

    private String database = "gateway";

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.getOrDefault("database", database);
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(RealParts.settings(database));
        settings.keySet()
                .removeIf(name -> name.startsWith("quarkus.") || name.equals("ASSEMBLE_ISSUER"));
        settings.put("ASSEMBLE_WEBHOOK_KEY", World.WEBHOOK_KEY);
        settings.put("assemble.gateway.webhooks.local-targets", "true");
        return settings;
    }

    /// The parts stay up for the test classes that follow, and end with the JVM.
    @Override
    public void stop() {}

    /// Runs after [World], whose settings it replaces.
    @Override
    public int order() {
        return 1;
    }
}
