package org.assemble.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What can be set at the gateway. The routing table itself stands in `application.properties`,
/// where it can be read.
@ConfigMapping(prefix = "assemble.gateway")
public interface GatewaySettings {

    /// The services by name: the name is also the one in `/api/problems/<name>/…`.
    Map<String, Service> services();

    Limits limits();

    Patience patience();

    Tokens tokens();

    Keys keys();

    Events events();

    Streams streams();

    Webhooks webhooks();

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

        /// Whose tokens count: where the sign-in's realm is. What tokens must name as their issuer,
        /// it says itself.
        String issuer();

        /// What tokens must be made for.
        @WithDefault("assemble-api")
        String audience();

        /// How often the sign-in's keys are looked at, and so how long a withdrawn one still counts
        /// at the most.
        @WithDefault("1M")
        Duration keysLookedAtEvery();

        /// How soon they are looked at again for a key that isn't known.
        @WithDefault("30S")
        Duration unknownKeysCoolDown();

        /// Verified tokens that are remembered.
        @WithDefault("10000")
        int remembered();

        /// The longest that a token is remembered, even if it is valid for longer.
        @WithDefault("1M")
        Duration rememberedFor();
    }

    /// API keys: for applications that read what is public.
    interface Keys {

        /// Who gives them out.
        @WithDefault("national-admin")
        Set<String> givenOutBy();

        /// How many can be in use at once; all of them are held in memory.
        @WithDefault("10000")
        int most();

        /// How soon what another replica gave out or revoked is known here.
        @WithDefault("5S")
        Duration lookedAtEvery();

        /// How long a key is good where its maker doesn't say.
        @WithDefault("365d")
        Duration goodFor();

        /// The longest that a key can be good.
        @WithDefault("730d")
        Duration goodForAtMost();
    }

    /// What came from the topics, kept to be passed on.
    interface Events {

        /// Where the brokers are.
        String kafka();

        List<String> topics();

        /// The consumer group of all replicas.
        @WithDefault("gateway")
        String group();

        /// How long an event can be replayed, and a stream resumed.
        @WithDefault("30d")
        Duration keptFor();

        /// Who may have the events of all campaigns.
        @WithDefault("national-admin,service")
        Set<String> rolesThatSeeAll();

        /// Who may have the events of the campaigns that they belong to.
        @WithDefault("campaign-organiser")
        Set<String> rolesOfCampaigns();
    }

    /// Events as they happen, over HTTP.
    interface Streams {

        /// Streams open at one replica.
        @WithDefault("10000")
        int most();

        /// Streams of one application and person at one replica.
        @WithDefault("20")
        int mostOfOne();

        /// How often what other replicas took in is looked for.
        @WithDefault("250ms")
        Duration lookEvery();

        /// How often a stream that has nothing to say says that it lives.
        @WithDefault("15S")
        Duration beatEvery();
    }

    /// Events told to others.
    interface Webhooks {

        /// 32 bytes in base64, under which the secrets of subscriptions are kept.
        String key();

        /// Whether targets on this machine are told too, over http: for trying out, never for real.
        @WithDefault("false")
        boolean localTargets();

        /// Subscriptions of one application and person.
        @WithDefault("20")
        int mostOfOne();

        /// How long a subscription lasts after it was last confirmed; any change confirms it.
        @WithDefault("90d")
        Duration lastFor();

        /// How long a target has to answer.
        @WithDefault("15S")
        Duration answer();

        /// How long after each failed attempt the next one follows; after the last it is given up.
        /// What Standard Webhooks suggests.
        @WithDefault("5S,5M,30M,2H,5H,10H,14H,20H,24H")
        List<Duration> retries();

        /// A target that has failed for so long, without one success, is told nothing more.
        @WithDefault("5d")
        Duration disabledAfter();

        /// Deliveries that may wait for one target; with more it is told nothing more.
        @WithDefault("100000")
        int mostWaiting();

        /// Deliveries under way to one target, from one replica; to one that fails: one.
        @WithDefault("4")
        int atOnceToOne();

        /// Deliveries under way from one replica.
        @WithDefault("256")
        int atOnce();

        /// How often due deliveries are looked for.
        @WithDefault("1S")
        Duration lookEvery();
    }
}
