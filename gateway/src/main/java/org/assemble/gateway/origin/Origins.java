package org.assemble.gateway.origin;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.problem.Problems;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.request.Visit;
import org.assemble.gateway.routing.Routing;

/// Which pages may use the API from a browser (CORS, as the Fetch standard has it). What is public
/// may be read from every page. What needs a token may be used from the pages of the client that
/// the token was given to, and a token that turns up on another page is refused there: it was
/// taken. An API key opens nothing that isn't public, and may be used from every page too. There
/// are no cookies, so credentials are never allowed.
@Singleton
public class Origins {

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String HEADERS =
            "Accept-Language, Authorization, Content-Type, Idempotency-Key, If-Match, If-Modified-Since,"
                    + " If-None-Match, If-Unmodified-Since, Last-Event-ID, Prefer, Range, X-API-Key,"
                    + " traceparent, tracestate";
    private static final String EXPOSED =
            "Age, Allow, Content-Disposition, ETag, Idempotency-Replayed, Link, Location, Retry-After,"
                    + " RateLimit, RateLimit-Policy, WWW-Authenticate, X-Request-Id, traceresponse";

    /// What a page may send without saying who asks.
    private static final Set<String> PUBLIC_HEADERS =
            Set.of(
                    "accept-language",
                    "content-type",
                    "if-modified-since",
                    "if-none-match",
                    "last-event-id",
                    "range",
                    "traceparent",
                    "tracestate",
                    "x-api-key");

    private final Routing routing;
    private final Problems problems;
    private final String asLongAsSeconds;

    Origins(Routing routing, GatewaySettings settings, Problems problems) {
        this.routing = routing;
        this.problems = problems;
        this.asLongAsSeconds = Long.toString(settings.originsRememberedFor().toSeconds());
    }

    /// A handler, before it is known who asks: answers a browser's question whether a page may ask
    /// (a preflight), and lets every answer be read that needs no token.
    public void greet(RoutingContext exchange) {
        HttpServerRequest asked = exchange.request();
        HttpServerResponse response = exchange.response();
        String origin = asked.getHeader(HttpHeaderNames.ORIGIN);
        // Said of every answer: one that was kept for who names no page is not for who does.
        response.headers().add(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
        if (origin == null) {
            exchange.next();
        } else if (asked.method() == HttpMethod.OPTIONS
                && asked.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD)) {
            answerPreflight(exchange, origin);
        } else {
            response.putHeader(
                    HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, allowedFor(asked, origin));
            response.putHeader(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
            exchange.next();
        }
    }

    /// Even a refusal must be readable, and it may come before the token was looked at.
    private String allowedFor(HttpServerRequest asked, String origin) {
        return asked.headers().contains(HttpHeaderNames.AUTHORIZATION)
                        && routing.now().isKnownOrigin(origin)
                ? origin
                : "*";
    }

    /// A handler, when it is known who asks.
    public void check(RoutingContext exchange) {
        HttpServerRequest asked = exchange.request();
        String origin = asked.getHeader(HttpHeaderNames.ORIGIN);
        if (origin == null
                || !asked.headers().contains(HttpHeaderNames.AUTHORIZATION)
                || isOurs(asked, origin)
                || routing.now().isOriginOf(Visit.of(exchange).client(), origin)) {
            exchange.next();
        } else {
            problems.refuse(exchange, Refusal.ORIGIN_NOT_ALLOWED);
        }
    }

    /// The gateway's own pages.
    private static boolean isOurs(HttpServerRequest asked, String origin) {
        return asked.authority() != null && origin.endsWith("://" + asked.authority());
    }

    private void answerPreflight(RoutingContext exchange, String origin) {
        HttpServerRequest asked = exchange.request();
        boolean known = routing.now().isKnownOrigin(origin) || isOurs(asked, origin);
        if (!known && !asksForPublicOnly(asked)) {
            problems.refuse(exchange, Refusal.ORIGIN_NOT_ALLOWED);
            return;
        }
        HttpServerResponse response = exchange.response();
        response.putHeader(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, known ? origin : "*");
        response.putHeader(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, known ? METHODS : "GET");
        response.putHeader(
                HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
                known ? HEADERS : String.join(", ", PUBLIC_HEADERS));
        response.putHeader(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, asLongAsSeconds);
        response.setStatusCode(204).end();
    }

    private static boolean asksForPublicOnly(HttpServerRequest asked) {
        String method = asked.getHeader(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
        String headers = asked.getHeader(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
        boolean reads = "GET".equals(method) || "HEAD".equals(method);
        return reads
                && (headers == null
                        || Arrays.stream(headers.split(","))
                                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                                .allMatch(PUBLIC_HEADERS::contains));
    }
}
