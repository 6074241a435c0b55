package org.assemble.gateway.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads a routing table from its YAML. Whatever it doesn't know is a mistake, not a remark.
final class TableReader {

    private static final Pattern EXPRESSION =
            Pattern.compile("\\$\\{([A-Za-z0-9_.-]+)(?::([^}]*))?}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,40}");

    private static final YAMLMapper YAML =
            YAMLMapper.builder(
                            YAMLFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private record Written(
            Map<String, WrittenService> services,
            List<WrittenRoute> routes,
            Map<String, String> limits,
            Map<String, WrittenClient> clients) {}

    private record WrittenService(
            String addresses,
            List<String> answers,
            Integer atOnce,
            Integer streams,
            String connect,
            String answer,
            String silence,
            String health) {}

    private record WrittenRoute(String path, String limit, String answer, boolean streams) {}

    private record WrittenClient(String origins, String limit) {}

    private final Bounds usual;
    private final Duration callersIdle;
    private final Function<String, Optional<String>> environment;

    /// @param usual what holds for a service of which the table says nothing else
    /// @param callersIdle after which a caller's connection is closed on which nothing passes
    /// @param environment the values of `${NAME}`
    TableReader(
            Bounds usual, Duration callersIdle, Function<String, Optional<String>> environment) {
        this.usual = usual;
        this.callersIdle = callersIdle;
        this.environment = environment;
    }

    /// @throws IllegalArgumentException with what is wrong, for a person to mend
    RoutingTable read(String yaml) {
        Written written;
        try {
            written = YAML.readValue(yaml, Written.class);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(failure.getOriginalMessage(), failure);
        }
        if (written == null || written.services() == null || written.services().isEmpty()) {
            throw new IllegalArgumentException("the table names no service");
        }
        Map<String, Rate> limits = new TreeMap<>();
        orNone(written.limits())
                .forEach((name, rate) ->
                        limits.put(name, Rate.parse(name, given("the limit " + name, rate))));
        Map<String, ClientEntry> clients = new TreeMap<>();
        orNone(written.clients())
                .forEach((id, client) -> clients.put(id, client(id, client, limits)));
        return new RoutingTable(
                written.services().entrySet().stream()
                        .map(service -> service(service.getKey(), service.getValue()))
                        .toList(),
                written.routes() == null
                        ? List.of()
                        : written.routes().stream()
                                .map(route -> special(given("a route", route), limits))
                                .toList(),
                limit("address", limits),
                limit("client", limits),
                limits.getOrDefault("person", limit("address", limits)),
                clients);
    }

    private static <T> T given(String what, T written) {
        if (written == null) {
            throw new IllegalArgumentException(what + " is empty");
        }
        return written;
    }

    private ServiceEntry service(String name, WrittenService written) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the service \"%s\" needs a name of small letters".formatted(name));
        }
        if (written == null || written.addresses() == null || written.answers() == null) {
            throw new IllegalArgumentException(
                    "the service %s needs addresses and answers".formatted(name));
        }
        written.answers().forEach(word -> given("a word of " + name, word));
        return new ServiceEntry(
                name,
                listed(written.addresses()).map(URI::create).toList(),
                Set.copyOf(written.answers()),
                bounds(name, written));
    }

    private Bounds bounds(String service, WrittenService written) {
        Bounds bounds =
                new Bounds(
                        written.atOnce() == null ? usual.atOnce() : written.atOnce(),
                        written.streams() == null ? usual.streams() : written.streams(),
                        duration(written.connect(), usual.connect()),
                        duration(written.answer(), usual.answer()),
                        duration(written.silence(), usual.silence()),
                        written.health() == null ? usual.health() : written.health());
        if (bounds.silence().compareTo(callersIdle) >= 0) {
            throw new IllegalArgumentException(
                    "the silence of %s must be shorter than quarkus.http.idle-timeout, which is %s"
                            .formatted(service, callersIdle));
        }
        if (bounds.connect().compareTo(callersIdle) >= 0) {
            throw new IllegalArgumentException(
                    "the connect of %s must be shorter than quarkus.http.idle-timeout, which is %s"
                            .formatted(service, callersIdle));
        }
        return bounds;
    }

    private static RoutingTable.Special special(WrittenRoute written, Map<String, Rate> limits) {
        if (written.path() == null) {
            throw new IllegalArgumentException("a route needs a path");
        }
        return new RoutingTable.Special(
                written.path(),
                Optional.ofNullable(written.limit()).map(name -> limit(name, limits)),
                Optional.ofNullable(written.answer()).map(Durations::parse),
                written.streams());
    }

    private ClientEntry client(String id, WrittenClient entry, Map<String, Rate> limits) {
        WrittenClient written = given("the client " + id, entry);
        return new ClientEntry(
                written.origins() == null
                        ? Set.of()
                        : Set.copyOf(listed(written.origins()).toList()),
                limit(written.limit() == null ? "client" : written.limit(), limits));
    }

    private static Rate limit(String name, Map<String, Rate> limits) {
        Rate rate = limits.get(name);
        if (rate == null) {
            throw new IllegalArgumentException("there is no limit \"%s\"".formatted(name));
        }
        return rate;
    }

    private static Duration duration(String written, Duration usual) {
        return written == null ? usual : Durations.parse(written);
    }

    private static <T> Map<String, T> orNone(Map<String, T> written) {
        return written == null ? Map.of() : written;
    }

    /// Several in one text, so that the environment can give several; commas or spaces between
    /// them.
    private Stream<String> listed(String text) {
        Matcher expression = EXPRESSION.matcher(text);
        String resolved = expression.replaceAll(found -> Matcher.quoteReplacement(value(found)));
        return Stream.of(resolved.split("[,\\s]+")).filter(part -> !part.isEmpty());
    }

    private String value(MatchResult expression) {
        return environment
                .apply(expression.group(1))
                .or(() -> Optional.ofNullable(expression.group(2)))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "%s is not set".formatted(expression.group(1))));
    }
}
