package org.assemble.gateway.cache;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.assemble.gateway.compression.Compression;

/// One answer of a service, and for which requests it is good.
final class KeptAnswer {

    /// What the gateway says for each request anew, or the connection is told.
    private static final Set<String> NOT_KEPT =
            Set.of(
                    "age",
                    "connection",
                    "ratelimit",
                    "ratelimit-policy",
                    "traceresponse",
                    "transfer-encoding",
                    "x-request-id");

    private static final String OF_ORIGINS = "access-control-";
    private static final long NANOS = 1_000_000_000L;
    private static final int OVERHEAD_BYTES = 512;

    private final List<Map.Entry<String, String>> varies;
    private final MultiMap headers;
    private final Buffer body;
    private final long sinceNanos;
    private final long untilNanos;
    private volatile Buffer gzip;

    private KeptAnswer(
            List<Map.Entry<String, String>> varies,
            MultiMap headers,
            Buffer body,
            long ageSeconds,
            long lifeSeconds) {
        long now = System.nanoTime();
        this.varies = varies;
        this.headers = headers;
        this.body = body;
        this.sinceNanos = now - ageSeconds * NANOS;
        this.untilNanos = sinceNanos + lifeSeconds * NANOS;
    }

    /// @return null where the answer may not be kept
    static KeptAnswer of(MultiMap asked, MultiMap answer, String control, Buffer body) {
        CacheControl says = CacheControl.parse(control);
        long age = seconds(answer.get(HttpHeaderNames.AGE));
        if (!says.shareable()
                || says.ageSeconds() <= age
                || answer.contains(HttpHeaderNames.SET_COOKIE)) {
            return null;
        }
        List<Map.Entry<String, String>> varies = new ArrayList<>();
        for (String name : namesIn(answer.getAll(HttpHeaderNames.VARY))) {
            if (name.equals("*")) {
                return null;
            }
            // The gateway itself answers by these; no service sees them.
            if (!name.equals("origin") && !name.equals("accept-encoding")) {
                varies.add(Map.entry(name, valueOf(asked, name)));
            }
        }
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        answer.forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!NOT_KEPT.contains(name) && !isOfOrigins(name, header.getValue())) {
                headers.add(name, header.getValue());
            }
        });
        return new KeptAnswer(varies, headers, body, age, says.ageSeconds());
    }

    private static boolean isOfOrigins(String name, String value) {
        return name.startsWith(OF_ORIGINS)
                || (name.equals("vary") && value.equalsIgnoreCase("origin"));
    }

    private static List<String> namesIn(List<String> lines) {
        return lines.stream()
                .flatMap(line -> List.of(line.split(",")).stream())
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static String valueOf(MultiMap asked, String name) {
        return String.join(",", asked.getAll(name));
    }

    private static long seconds(String age) {
        return age != null && age.matches("[0-9]{1,9}") ? Long.parseLong(age) : 0;
    }

    boolean isFresh(long nowNanos) {
        return untilNanos - nowNanos > 0;
    }

    /// Whether these requests ask for the same in all on which the answer depends.
    boolean isFor(MultiMap asked) {
        for (Map.Entry<String, String> header : varies) {
            if (!header.getValue().equals(valueOf(asked, header.getKey()))) {
                return false;
            }
        }
        return true;
    }

    boolean isAsGoodAs(KeptAnswer other) {
        return varies.equals(other.varies);
    }

    /// @param ifNoneMatch the tags that the caller has; null where it has none
    boolean isMatchedBy(String ifNoneMatch) {
        String tag = headers.get(HttpHeaderNames.ETAG);
        if (ifNoneMatch == null || tag == null) {
            return false;
        }
        String strong = opaque(tag);
        for (String theirs : Compression.uncompressedTag(ifNoneMatch).split(",")) {
            if (theirs.strip().equals("*") || opaque(theirs.strip()).equals(strong)) {
                return true;
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    long ageSeconds(long nowNanos) {
        return Math.max(0, (nowNanos - sinceNanos) / NANOS);
    }

    MultiMap headers() {
        return headers;
    }

    Buffer body() {
        return body;
    }

    /// Compressed once, for all who take it so.
    Buffer gzip() {
        if (gzip == null) {
            gzip = Compression.gzip(body);
        }
        return gzip;
    }

    /// With what its compressed body will take.
    int bytes() {
        return 2 * body.length() + OVERHEAD_BYTES + 100 * headers.size();
    }
}
