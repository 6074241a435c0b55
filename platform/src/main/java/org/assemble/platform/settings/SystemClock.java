package org.assemble.platform.settings;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneId;

/// The time, as everything in a service is given it. Legal days are days in Europe/London.
class SystemClock {
    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return Clock.system(ZoneId.of("Europe/London"));
    }
}
