package org.assemble.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    Keys keys();

    Events events();

    Streams streams();

    Webhooks webhooks();

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

        /// How slowly a caller may take an answer that is too long to be held, each second, on the
        /// average since it began.
        @WithDefault("4K")
        MemorySize slowestAnswer();

        /// Requests to one service that are on their way at a time; one more is told that the
        /// service is busy. Each service has its own, so that a slow one can't use up another's.
        @WithDefault("128")
        int atOncePerService();

        /// Requests of one address that are on their way at a time, of IPv6 of one /64; streams of
        /// events aside. Less than a service's places: nobody takes them all.
        @WithDefault("64")
        int atOncePerAddress();

        /// Streams of events from one service that are open at a time.
        @WithDefault("10000")
        int streamsPerService();

        /// Streams of events from services that one application and person have open at a time.
        @WithDefault("20")
        int streamsPerCaller();

        /// The same for who didn't sign in, by address: a whole hall may sit on one network.
        @WithDefault("100")
        int streamsPerAddress();

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

        /// For the next byte in either direction: longer than for an answer, and shorter than
        /// callers' connections may be idle (`quarkus.http.idle-timeout`).
        @WithDefault("60S")
        Duration silence();

        /// For a body to begin. Until then its request takes no place at the service.
        @WithDefault("10S")
        Duration bodyBegins();

        /// For a body to come at a fair pace, and for its next byte.
        @WithDefault("30S")
        Duration slowBody();

        /// For a caller to take a long answer at a fair pace, and something more of it.
        @WithDefault("30S")
        Duration slowAnswer();

        /// How long a stream of events is silent before the gateway says by a comment that it
        /// lives: less than what stands before the gateway keeps a silent connection.
        @WithDefault("20S")
        Duration heartbeat();

        /// How long a service's stream may be silent until it is taken to be gone. Services say
        /// that they live, each few seconds.
        @WithDefault("60S")
        Duration streamSilence();

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

        /// The same where it rests on belonging to campaigns: who left one is told of it no longer
        /// than this.
        @WithDefault("7d")
        Duration lastForMembers();

        /// Pings that one application and person send in a minute, to whatever address.
        @WithDefault("10")
        int pingsPerMinute();

        /// Nothing is told again while so many deliveries of one subscription wait.
        @WithDefault("100")
        int waitingAtReplay();

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
