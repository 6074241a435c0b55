package org.assemble.gateway.forward;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assemble.gateway.compression.Compression;

/// Which headers pass the gateway. Towards a service: those listed here and no others, so that
/// nothing a caller sends can be taken for something the gateway says. Towards the caller: all but
/// those that belong to the connection, and those that the gateway says itself.
final class Headers {

    /// As they are looked for, and as they are written: a name that is kept need not be checked and
    /// hashed for each request.
    private static final Map<String, CharSequence> FROM_CALLER =
            Stream.of(
                            "accept",
                            "accept-language",
                            "authorization",
                            "cache-control",
                            "content-encoding",
                            "content-language",
                            "content-length",
                            "content-type",
                            "idempotency-key",
                            "if-match",
                            "if-modified-since",
                            "if-none-match",
                            "if-range",
                            "if-unmodified-since",
                            "last-event-id",
                            "prefer",
                            "range",
                            "user-agent")
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    name -> name, HttpHeaders::createOptimized));

    /// RFC 9110, 7.6.1, and what came before it: of one connection, never of the message.
    private static final Set<String> OF_THE_CONNECTION =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    /// The service's own name, and what only the gateway says.
    private static final Set<String> NOT_FOR_CALLERS =
            Set.of(
                    "access-control-allow-credentials",
                    "access-control-allow-headers",
                    "access-control-allow-methods",
                    "access-control-allow-origin",
                    "access-control-expose-headers",
                    "access-control-max-age",
                    "ratelimit",
                    "ratelimit-policy",
                    "server",
                    "traceparent",
                    "traceresponse",
                    "x-request-id");

    private Headers() {}

    static void toService(MultiMap from, MultiMap to) {
        Set<String> named = namedByConnection(from);
        boolean wholeOnly = Compression.isOfCompressed(from.get("if-range"));
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            String value = header.getValue();
            CharSequence kept = FROM_CALLER.get(name);
            if (kept != null && !named.contains(name) && !(wholeOnly && isOfRanges(name))) {
                to.add(kept, isTag(name) ? Compression.uncompressedTag(value) : value);
            }
        }
    }

    private static boolean isTag(String name) {
        return name.equals("if-match") || name.equals("if-none-match");
    }

    /// Ranges of what the gateway compressed are of no use: a service knows those of its own answer
    /// only. Without both headers the whole is asked for (RFC 9110, 13.1.5).
    private static boolean isOfRanges(String name) {
        return name.equals("range") || name.equals("if-range");
    }

    /// @param origin the service's own scheme, host and port, which mean nothing to a caller:
    ///   addresses that begin with it are given as paths
    static void toCaller(MultiMap from, MultiMap to, String origin) {
        Set<String> named = namedByConnection(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!OF_THE_CONNECTION.contains(name)
                    && !NOT_FOR_CALLERS.contains(name)
                    && !named.contains(name)) {
                to.add(
                        header.getKey(),
                        name.equals("location")
                                ? path(header.getValue(), origin)
                                : header.getValue());
            }
        }
    }

    private static String path(String address, String origin) {
        return address.startsWith(origin + "/") ? address.substring(origin.length()) : address;
    }

    private static Set<String> namedByConnection(MultiMap headers) {
        if (!headers.contains(HttpHeaderNames.CONNECTION)) {
            return Set.of();
        }
        return headers.getAll(HttpHeaderNames.CONNECTION).stream()
                .flatMap(line -> List.of(line.split(",")).stream())
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }
}
