package org.assemble.gateway.forward;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.problem.Problems;
import org.assemble.gateway.problem.Refusal;

/// How large a body may be: JSON is held in memory by the services, so it is short; other bodies
/// stream.
@Singleton
public class BodyLimit {

    private final long jsonBytes;
    private final long otherBytes;
    private final Problems problems;

    BodyLimit(GatewaySettings settings, Problems problems) {
        this.jsonBytes = settings.limits().jsonBody().asLongValue();
        this.otherBytes = settings.limits().otherBody().asLongValue();
        this.problems = problems;
    }

    /// A handler: refuses at once what says itself that it is too large. What doesn't say is
    /// counted on its way.
    public void check(RoutingContext exchange) {
        MultiMap headers = exchange.request().headers();
        if (declaredBytes(headers) > bytesFor(headers)) {
            problems.refuse(exchange, Refusal.TOO_LARGE);
        } else {
            exchange.next();
        }
    }

    long bytesFor(MultiMap headers) {
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        return type == null || isJson(type) ? jsonBytes : otherBytes;
    }

    private static boolean isJson(String type) {
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return media.equals("application/json") || media.endsWith("+json");
    }

    private static long declaredBytes(MultiMap headers) {
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }
}
