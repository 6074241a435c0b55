package org.assemble.gateway.problem;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.request.RequestBody;
import org.assemble.gateway.request.RequestId;
import org.assemble.gateway.request.Visit;
import org.jboss.logging.Logger;

/// Answers with problem+json (RFC 9457): the one place where a refusal becomes bytes.
@Singleton
public class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final String RETRY_AFTER_SECONDS = "2";

    /// What tells of an answer that was about to be given, and never of a refusal.
    private static final List<CharSequence> OF_AN_ANSWER =
            List.of(
                    HttpHeaderNames.CONTENT_LENGTH,
                    HttpHeaderNames.CONTENT_ENCODING,
                    HttpHeaderNames.CONTENT_RANGE,
                    HttpHeaderNames.CONTENT_DISPOSITION,
                    HttpHeaderNames.ETAG,
                    HttpHeaderNames.LAST_MODIFIED,
                    HttpHeaderNames.CACHE_CONTROL,
                    HttpHeaderNames.EXPIRES,
                    HttpHeaderNames.LOCATION,
                    HttpHeaderNames.SET_COOKIE);

    /// RFC 9113, 7.
    private static final long NO_ERROR = 0;

    private static final long INTERNAL_ERROR = 2;

    private final long unwantedMillis;

    Problems(GatewaySettings settings) {
        this.unwantedMillis = settings.patience().unwanted().toMillis();
    }

    /// Answers with the refusal; where the answer has already begun, all that is left is to break
    /// it off, so that nobody takes half an answer for a whole one.
    public void refuse(RoutingContext exchange, Refusal refusal) {
        refuse(exchange, refusal, refusal.detail(), null);
    }

    /// The same, for a reason that fits the occurrence.
    ///
    /// @param pointer the place in the request that is meant, as a JSON pointer; may be null
    public void refuse(RoutingContext exchange, Refusal refusal, String detail, String pointer) {
        HttpServerResponse response = exchange.response();
        if (response.closed()) {
            return;
        }
        Visit.of(exchange).isRefused(refusal.code());
        if (response.headWritten()) {
            Visit.of(exchange).isBrokenOff();
            breakOff(exchange, INTERNAL_ERROR);
            return;
        }
        OF_AN_ANSWER.forEach(response.headers()::remove);
        response.setStatusCode(refusal.status())
                .putHeader("Content-Type", "application/problem+json");
        if (refusal.passes() && !response.headers().contains("Retry-After")) {
            response.putHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        if (refusal.status() == 401) {
            response.putHeader(
                    "WWW-Authenticate", "Bearer realm=\"assemble\", error=\"invalid_token\"");
        }
        Visit.of(exchange).give(body(exchange, refusal, detail, pointer).toBuffer());
        discardRest(exchange);
    }

    /// Refuses a method where others are used, and says which (RFC 9110, 15.5.6).
    public void refuseMethod(RoutingContext exchange, Collection<HttpMethod> used) {
        exchange.response()
                .putHeader(
                        HttpHeaderNames.ALLOW,
                        used.stream().map(HttpMethod::name).collect(Collectors.joining(", ")));
        refuse(exchange, Refusal.METHOD_NOT_ALLOWED);
    }

    /// A handler for what nobody foresaw: logged with its request id, answered without its insides.
    public void unforeseen(RoutingContext exchange) {
        LOG.errorf(exchange.failure(), "Request %s failed at the gateway", RequestId.of(exchange));
        refuse(exchange, Refusal.BUG);
    }

    /// Reads and forgets what is left of the request's body, so that a caller who is still sending
    /// gets to read the answer and the connection can serve the next request; a body that doesn't
    /// end soon ends with the connection. Over HTTP/2 a connection carries others' requests too:
    /// there only this request's stream ends.
    public void discardRest(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (request.isEnded()) {
            return;
        }
        if (request.version() != HttpVersion.HTTP_2 && !RequestBody.isIn(request)) {
            request.resume(); // there is nothing left but its end
            return;
        }
        long timer = exchange.vertx().setTimer(unwantedMillis, _ -> breakOff(exchange, NO_ERROR));
        request.exceptionHandler(_ -> exchange.vertx().cancelTimer(timer));
        request.endHandler(_ -> exchange.vertx().cancelTimer(timer));
        request.handler(_ -> {});
        request.resume();
    }

    private static void breakOff(RoutingContext exchange, long code) {
        if (exchange.request().version() == HttpVersion.HTTP_2) {
            exchange.response().reset(code);
        } else {
            exchange.request().connection().close();
        }
    }

    private static JsonObject body(
            RoutingContext exchange, Refusal refusal, String detail, String pointer) {
        JsonObject body =
                new JsonObject()
                        .put("type", refusal.type())
                        .put("title", refusal.title())
                        .put("status", refusal.status())
                        .put("detail", detail)
                        .put("code", refusal.code())
                        .put("instance", exchange.request().path())
                        .put("requestId", RequestId.of(exchange));
        if (pointer != null) {
            body.put(
                    "errors",
                    JsonArray.of(new JsonObject().put("pointer", pointer).put("detail", detail)));
        }
        return body;
    }
}
