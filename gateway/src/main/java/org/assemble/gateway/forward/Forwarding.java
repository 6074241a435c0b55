package org.assemble.gateway.forward;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.problem.Problems;
import org.assemble.gateway.request.RequestId;

/// Carries a request to its service and the answer back. Both bodies stream: what one side doesn't
/// read, the other may not send, so a gigabyte passes through a small heap.
@ApplicationScoped
public class Forwarding {

    private final long answerMillis;
    private final BodyLimit limit;
    private final Problems problems;

    Forwarding(GatewaySettings settings, BodyLimit limit, Problems problems) {
        this.answerMillis = settings.patience().answer().toMillis();
        this.limit = limit;
        this.problems = problems;
    }

    /// A handler: the last one on a request's way.
    public void carry(RoutingContext exchange) {
        HttpServerRequest asked = exchange.request();
        Services.chosenFor(exchange)
                .request(asked.method(), asked.uri())
                .compose(request -> send(exchange, request))
                .compose(answer -> giveBack(exchange, answer))
                .onSuccess(_ -> problems.discardRest(exchange))
                .onFailure(failure -> problems.refuse(exchange, Failure.refusalFor(failure)));
    }

    private Future<HttpClientResponse> send(RoutingContext exchange, HttpClientRequest request) {
        HttpServerRequest asked = exchange.request();
        if (exchange.response().closed()) {
            request.reset();
            return Future.failedFuture("the caller has gone");
        }
        exchange.response().closeHandler(_ -> request.reset());
        request.exceptionHandler(_ -> {}); // also comes as the failure of what is awaited
        Headers.toService(asked.headers(), request.headers());
        request.putHeader(RequestId.HEADER, RequestId.of(exchange))
                .putHeader("X-Forwarded-For", asked.remoteAddress().hostAddress())
                .putHeader("X-Forwarded-Proto", asked.scheme());
        if (asked.authority() != null) {
            request.putHeader("X-Forwarded-Host", asked.authority().toString());
        }
        sendBody(asked, request)
                .onSuccess(_ -> request.idleTimeout(answerMillis))
                .onFailure(failure -> request.reset(0, failure));
        return request.response().map(HttpClientResponse::pause);
    }

    private Future<Void> sendBody(HttpServerRequest asked, HttpClientRequest request) {
        if (!hasBody(asked)) {
            return request.end();
        }
        if ("100-continue".equalsIgnoreCase(asked.getHeader("expect"))) {
            asked.response().writeContinue();
        }
        request.setChunked(asked.getHeader("content-length") == null);
        return new CountedBody(asked, limit.bytesFor(asked.headers()))
                .pipe()
                .endOnFailure(false)
                .to(request);
    }

    private static boolean hasBody(HttpServerRequest asked) {
        return !asked.isEnded()
                && (asked.version() == HttpVersion.HTTP_2
                        || asked.getHeader("transfer-encoding") != null
                        || asked.getHeader("content-length") != null);
    }

    private static Future<Void> giveBack(RoutingContext exchange, HttpClientResponse answer) {
        HttpServerResponse response = exchange.response();
        if (response.closed()) {
            answer.request().reset();
            return Future.failedFuture("the caller has gone");
        }
        response.setStatusCode(answer.statusCode());
        Headers.toCaller(
                answer.headers(), response.headers(), Services.chosenFor(exchange).origin());
        if (isBodiless(exchange.request().method(), answer.statusCode())) {
            answer.resume();
            return response.end();
        }
        boolean chunks = exchange.request().version() == HttpVersion.HTTP_1_1;
        response.setChunked(chunks && answer.getHeader("content-length") == null);
        return answer.pipe()
                .endOnFailure(false)
                .to(response)
                .onSuccess(_ -> endEarly(exchange, answer))
                // A write may fail before the caller's leaving is seen.
                .onFailure(_ -> answer.request().reset());
    }

    /// A service may answer before it has read the whole body; it doesn't get the rest.
    private static void endEarly(RoutingContext exchange, HttpClientResponse answer) {
        if (!exchange.request().isEnded()) {
            answer.request().reset();
        }
    }

    private static boolean isBodiless(HttpMethod method, int status) {
        return method == HttpMethod.HEAD || status == 204 || status == 304;
    }
}
