package org.assemble.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What can be set at the gateway. Who answers what, and who may ask how much, stands in the
/// routing table (`routes.yaml`), which can be changed while the gateway runs; what stands here
/// holds for a service of which the table says nothing else, and needs a restart.
@ConfigMapping(prefix = "assemble.gateway")
public interface GatewaySettings {

    Routes routes();

    Limits limits();

    Patience patience();

    Health health();

    Breaker breaker();

    Tokens tokens();

    AccessLog accessLog();

    /// How long a merged description of the API is served before the services are asked again.
    @WithDefault("5S")
    Duration descriptionAge();

    /// How long a browser may remember that a page may use the API.
    @WithDefault("10M")
    Duration originsRememberedFor();

    /// The routing table.
    interface Routes {

        /// Its file; without one, the table inside the gateway, which can't be changed.
        Optional<Path> file();

        /// How often it is looked at whether the file was changed.
        @WithDefault("2S")
        Duration lookedAtEvery();
    }

    /// How much of everything.
    interface Limits {

        /// The largest JSON body, and the largest of a body that doesn't say what it is.
        @WithDefault("1M")
        MemorySize jsonBody();

        /// The largest of any other body: files and long lists, which are never held in memory.
        @WithDefault("1G")
        MemorySize otherBody();

        /// How slowly a body may come, each second, on the average since it began.
        @WithDefault("1K")
        MemorySize slowestBody();

        /// Requests to one service that are on their way at a time; one more is told that the
        /// service is busy. Each service has its own, so that a slow one can't use up another's.
        @WithDefault("128")
        int atOncePerService();

        /// Streams of events from one service that are open at a time.
        @WithDefault("10000")
        int streamsPerService();

        /// The longest answer that is held until it is whole, so that one that breaks off becomes a
        /// clean refusal. Longer ones stream.
        @WithDefault("64K")
        MemorySize heldAnswer();

        /// All headers of a request together.
        @WithDefault("16K")
        MemorySize headers();

        /// What is kept of public answers.
        @WithDefault("8M")
        MemorySize cachedAnswers();

        /// Addresses, and clients, whose requests are counted by each limit.
        @WithDefault("50000")
        int countedCallers();
    }

    /// How long the gateway waits.
    interface Patience {

        /// For a connection to a service.
        @WithDefault("2S")
        Duration connect();

        /// For the first line of an answer, from the moment the request was sent in full.
        @WithDefault("30S")
        Duration answer();

        /// For the next byte in either direction; streams of events may be silent for longer.
        @WithDefault("60S")
        Duration silence();

        /// For a body to come at a fair pace.
        @WithDefault("30S")
        Duration slowBody();

        /// How long a stream of events is silent before the gateway says by a comment that it
        /// lives: less than what stands before the gateway keeps a silent connection.
        @WithDefault("20S")
        Duration heartbeat();

        /// For the rest of a body that nobody wants any more, so that the caller can read why.
        @WithDefault("2S")
        Duration unwanted();
    }

    /// How the addresses of services are looked at.
    interface Health {

        /// The path that says whether a service is ready.
        @WithDefault("/q/health/ready")
        String path();

        /// How often each address is looked at.
        @WithDefault("2S")
        Duration every();

        /// How long it may take to say so.
        @WithDefault("1S")
        Duration within();

        /// So many failed looks, one after the other, take an address out; one good one brings it
        /// back.
        @WithDefault("2")
        int outAfter();
    }

    /// When an address that fails is given a pause.
    interface Breaker {

        /// So many failures among the last outcomes open it.
        @WithDefault("10")
        int failures();

        /// How many of the last outcomes are looked at, 64 at most.
        @WithDefault("20")
        int of();

        /// How long nothing is sent, until one request tries.
        @WithDefault("5S")
        Duration pause();
    }

    /// A line of JSON for each request.
    interface AccessLog {

        @WithDefault("true")
        boolean written();

        /// Where to; without a file, to the standard output.
        Optional<Path> file();
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
