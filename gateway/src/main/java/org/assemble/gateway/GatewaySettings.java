package org.assemble.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What can be set at the gateway. The routing table itself stands in `application.properties`,
/// where it can be read.
@ConfigMapping(prefix = "assemble.gateway")
public interface GatewaySettings {

    /// The services by name: the name is also the one in `/api/problems/<name>/…`.
    Map<String, Service> services();

    Limits limits();

    Patience patience();

    Tokens tokens();

    /// How long a merged description of the API is served before the services are asked again.
    @WithDefault("5S")
    Duration descriptionAge();

    interface Service {

        /// Scheme, host and port; no path: paths are the same at the gateway and at the service.
        URI url();

        /// The words after `/api/v1/` that this service answers.
        List<String> answers();
    }

    /// How much of everything.
    interface Limits {

        /// The largest JSON body, and the largest of a body that doesn't say what it is.
        @WithDefault("1M")
        MemorySize jsonBody();

        /// The largest of any other body: files and long lists, which are never held in memory.
        @WithDefault("1G")
        MemorySize otherBody();

        /// Connections to one service. Each service has its own pool, so that a slow one can't use
        /// up another's.
        @WithDefault("128")
        int connectionsPerService();

        /// Requests that wait for one of these connections; one more is told that the service is
        /// busy.
        @WithDefault("256")
        int waitingPerService();
    }

    /// How long the gateway waits.
    interface Patience {

        /// For a connection to a service.
        @WithDefault("2S")
        Duration connect();

        /// For a connection to become free, where all of a service's connections are in use.
        @WithDefault("5S")
        Duration turn();

        /// For the first line of an answer, from the moment the request was sent in full.
        @WithDefault("30S")
        Duration answer();

        /// For the next byte in either direction: a stream of events must say something more often
        /// than this.
        @WithDefault("60S")
        Duration silence();

        /// For the rest of a body that nobody wants any more, so that the caller can read why.
        @WithDefault("2S")
        Duration unwanted();
    }

    interface Tokens {

        /// Verified tokens that are remembered.
        @WithDefault("10000")
        int remembered();

        /// The longest that a token is remembered, even if it is valid for longer.
        @WithDefault("1M")
        Duration rememberedFor();
    }
}
