package org.assemble.gateway.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Who answers what, and who may ask how much: an immutable value, so that a new table can take an
/// old one's place in one step.
public final class RoutingTable {

    private static final String API = "/api/v1/";
    private static final String PROBLEMS = "/api/problems/";

    /// The name of the gateway itself, which no service can have.
    private static final String OURS = "gateway";

    /// The words that the gateway itself answers, which no service can list.
    private static final Set<String> OUR_WORDS = Set.of("events", "keys", "webhook-subscriptions");

    /// A path of its own treatment: literally, except that `*` stands for one segment; with all
    /// that lies below it.
    record Special(
            String pattern, Optional<Rate> limit, Optional<Duration> answer, boolean streams) {

        boolean covers(String path) {
            int at = 0;
            for (int i = 0; i < pattern.length(); i++) {
                if (pattern.charAt(i) == '*') {
                    int end = endOfSegment(path, at);
                    if (end == at) {
                        return false;
                    }
                    at = end;
                } else if (at < path.length() && path.charAt(at) == pattern.charAt(i)) {
                    at++;
                } else {
                    return false;
                }
            }
            return at == path.length() || path.charAt(at) == '/';
        }
    }

    private record SpecialRoute(Special special, Route route) {}

    private record Word(Route route, List<SpecialRoute> specials) {}

    private final Map<String, ServiceEntry> services;
    private final Map<String, Word> words = new HashMap<>();
    private final Map<String, Route> problemPages = new HashMap<>();
    private final Rate addressLimit;
    private final Rate clientLimit;
    private final Rate personLimit;
    private final Map<String, ClientEntry> clients;
    private final Set<String> origins;

    /// @throws IllegalArgumentException where two services list one word, or one lists a word of
    ///   the gateway's own, or a special path belongs to none
    RoutingTable(
            List<ServiceEntry> services,
            List<Special> specials,
            Rate addressLimit,
            Rate clientLimit,
            Rate personLimit,
            Map<String, ClientEntry> clients) {
        this.services = new TreeMap<>();
        services.forEach(service -> this.services.put(service.name(), service));
        services.forEach(this::list);
        specials.forEach(this::list);
        this.addressLimit = addressLimit;
        this.clientLimit = clientLimit;
        this.personLimit = personLimit;
        this.clients = Map.copyOf(clients);
        this.origins =
                clients.values().stream()
                        .flatMap(client -> client.origins().stream())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /// Whether a path is the gateway's own, whatever the table says.
    public static boolean isOurs(String path) {
        return path.startsWith(API) && OUR_WORDS.contains(segmentAfter(API, path));
    }

    private void list(ServiceEntry service) {
        if (service.name().equals(OURS) || !Collections.disjoint(service.answers(), OUR_WORDS)) {
            throw new IllegalArgumentException(
                    "the service %s lists what is the gateway's own".formatted(service.name()));
        }
        problemPages.put(service.name(), plainRoute(service, PROBLEMS + service.name()));
        for (String word : service.answers()) {
            Word other =
                    words.putIfAbsent(
                            word, new Word(plainRoute(service, API + word), new ArrayList<>()));
            if (other != null) {
                throw new IllegalArgumentException(
                        "the word \"%s\" is listed twice: for %s and for %s"
                                .formatted(word, other.route().service(), service.name()));
            }
        }
    }

    private static Route plainRoute(ServiceEntry service, String label) {
        return new Route(service.name(), label, Optional.empty(), service.bounds().answer(), false);
    }

    private void list(Special special) {
        Word word =
                special.pattern().startsWith(API)
                        ? words.get(segmentAfter(API, special.pattern()))
                        : null;
        if (word == null) {
            throw new IllegalArgumentException(
                    "the route %s belongs to no service".formatted(special.pattern()));
        }
        Route plain = word.route();
        Duration answer = special.answer().orElse(plain.answer());
        services.get(plain.service()).bounds().mustAllow(answer, special.pattern());
        word.specials()
                .add(
                        new SpecialRoute(
                                special,
                                new Route(
                                        plain.service(),
                                        special.pattern(),
                                        special.limit(),
                                        answer,
                                        special.streams())));
    }

    /// @param path a canonical path
    public Optional<Route> routeFor(String path) {
        if (path.startsWith(API)) {
            Word word = words.get(segmentAfter(API, path));
            return word == null ? Optional.empty() : Optional.of(routeFor(path, word));
        }
        if (path.startsWith(PROBLEMS)) {
            return Optional.ofNullable(problemPages.get(segmentAfter(PROBLEMS, path)));
        }
        return Optional.empty();
    }

    private static Route routeFor(String path, Word word) {
        for (SpecialRoute candidate : word.specials()) {
            if (candidate.special().covers(path)) {
                return candidate.route();
            }
        }
        return word.route();
    }

    /// @param path a canonical path
    /// @return the name of the service that answers it
    public Optional<String> serviceFor(String path) {
        return routeFor(path).map(Route::service);
    }

    /// By name, in the order of the names.
    public Map<String, ServiceEntry> services() {
        return services;
    }

    /// For each address, whoever asks from there.
    public Rate addressLimit() {
        return addressLimit;
    }

    /// All that this table counts by.
    public Set<Rate> limits() {
        Set<Rate> limits = new HashSet<>(List.of(addressLimit, clientLimit, personLimit));
        clients.values().forEach(client -> limits.add(client.limit()));
        words.values().stream()
                .flatMap(word -> word.specials().stream())
                .forEach(special -> special.route().limit().ifPresent(limits::add));
        return limits;
    }

    /// For a client; those that the table doesn't list have the same as most.
    public Rate limitOf(String client) {
        ClientEntry entry = clients.get(client);
        return entry == null ? clientLimit : entry.limit();
    }

    /// For each person of a client.
    public Rate personLimit() {
        return personLimit;
    }

    /// Whether the table names the client.
    public boolean knows(String client) {
        return clients.containsKey(client);
    }

    /// Whether the table names the client as one in which nobody signs in: a machine, or a server
    /// that asks for many.
    public boolean isMachine(String client) {
        ClientEntry entry = clients.get(client);
        return entry != null && entry.origins().isEmpty();
    }

    /// Whether a page from there may use what this client's token opens.
    public boolean isOriginOf(String client, String origin) {
        ClientEntry entry = clients.get(client);
        return entry != null && entry.origins().contains(origin);
    }

    /// Whether it is an origin of any client.
    public boolean isKnownOrigin(String origin) {
        return origins.contains(origin);
    }

    private static String segmentAfter(String prefix, String path) {
        return path.substring(prefix.length(), endOfSegment(path, prefix.length()));
    }

    private static int endOfSegment(String path, int from) {
        int slash = path.indexOf('/', from);
        return slash < 0 ? path.length() : slash;
    }
}
