package org.assemble.gateway.forward;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.assemble.gateway.compression.Compression;
import org.assemble.gateway.compression.GzipBody;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.request.RequestBody;
import org.assemble.gateway.request.RequestId;
import org.assemble.gateway.request.TraceContext;
import org.assemble.gateway.request.Visit;
import org.assemble.gateway.routing.Route;

/// One request's way to a service, and its answer's way back.
final class Passage {

    private static final int MOST_TRIES = 2;

    private static final CharSequence FORWARDED_FOR =
            HttpHeaders.createOptimized("x-forwarded-for");
    private static final CharSequence FORWARDED_PROTO =
            HttpHeaders.createOptimized("x-forwarded-proto");
    private static final CharSequence FORWARDED_HOST =
            HttpHeaders.createOptimized("x-forwarded-host");

    /// RFC 9110, 9.2.2: asked twice they do what they do when asked once.
    private static final Set<HttpMethod> IDEMPOTENT =
            Set.of(
                    HttpMethod.GET,
                    HttpMethod.HEAD,
                    HttpMethod.OPTIONS,
                    HttpMethod.PUT,
                    HttpMethod.DELETE);

    private final RoutingContext exchange;
    private final Forwarding with;
    private final HttpServerRequest asked;
    private final HttpServerResponse response;
    private final Visit visit;
    private final boolean stream;
    private final boolean hasBody;
    private Upstream upstream;
    private Route route;
    private CountedBody body;
    private boolean entered;
    private Address address;
    private HttpClientRequest request;
    private int sent;
    private int unconnected;
    private GzipBody gzip;
    private boolean sentInFull;
    private boolean over;

    Passage(RoutingContext exchange, Forwarding with) {
        Services.Chosen chosen = Services.choiceFor(exchange);
        this.exchange = exchange;
        this.with = with;
        this.asked = exchange.request();
        this.response = exchange.response();
        this.visit = Visit.of(exchange);
        this.upstream = chosen.upstream();
        this.route = chosen.route();
        this.stream = Services.isForStream(exchange);
        this.hasBody = RequestBody.isIn(asked);
        this.sentInFull = !hasBody;
    }

    /// A body that only announces itself takes no place from those that come: first its first byte
    /// must be there.
    void begin() {
        visit.atTheEnd(this::end);
        if (!hasBody) {
            enter();
        } else if (!upstream.hasRoom(stream)) {
            refuse(Refusal.SERVICE_BUSY);
        } else if (upstream.isAway()) {
            refuse(Refusal.SERVICE_AWAY);
        } else {
            RequestBody.invite(exchange);
            body = with.bodyOf(exchange);
            body.begin()
                    .onSuccess(_ -> enter())
                    .onFailure(failure -> refuse(Failure.refusalFor(failure)));
        }
    }

    private void enter() {
        if (over) {
            return;
        }
        entered = upstream.enter(stream) || (upstream.isRetired() && enterItsSuccessor());
        if (entered) {
            upstream.budget().earn();
            tryAt(upstream.choose(null));
        } else {
            refuse(Refusal.SERVICE_BUSY);
        }
    }

    /// The table was changed since the service was chosen.
    private boolean enterItsSuccessor() {
        Services.Chosen now = with.chooseAgain(exchange).orElse(null);
        if (now == null) {
            return false;
        }
        upstream = now.upstream();
        route = now.route();
        return upstream.enter(stream);
    }

    /// However it ends: its places are given back, and a request that nobody waits for any more is
    /// taken back from the service.
    private void end() {
        over = true;
        leave();
        if (body != null) {
            body.stopLooking();
        }
        if (gzip != null) {
            gzip.close();
        }
        if (request != null && !response.ended()) {
            request.reset();
        }
        if (stream && request != null && request.version() != HttpVersion.HTTP_2) {
            request.connection().close(); // nobody watches what comes there after an answer
        }
    }

    private void leave() {
        leaveAddress();
        if (entered) {
            entered = false;
            upstream.leave(stream);
        }
    }

    private void leaveAddress() {
        if (address != null) {
            address.underWay().decrementAndGet();
            address = null;
        }
    }

    private void tryAt(Address chosen) {
        if (chosen == null) {
            refuse(Refusal.SERVICE_AWAY);
            return;
        }
        leaveAddress();
        address = chosen;
        address.underWay().incrementAndGet();
        Future<HttpClientRequest> made =
                stream
                        ? chosen.requestStream(asked.method(), asked.uri())
                        : chosen.request(asked.method(), asked.uri());
        made.onComplete(connected -> connected(chosen, connected));
    }

    private void connected(Address at, AsyncResult<HttpClientRequest> connected) {
        if (connected.succeeded() && !over) {
            send(at, connected.result());
        } else if (connected.succeeded()) {
            connected.result().reset();
        } else if (!over) {
            notConnected(at, connected.cause());
        }
    }

    /// Nothing was sent, so whatever was asked may be asked of another address; of the same one it
    /// would hardly be another outcome.
    private void notConnected(Address at, Throwable failure) {
        if (Failure.isSilence(failure) || at.breaker().isOpen()) {
            at.breaker().failed(System.nanoTime());
        }
        at.refused();
        Address other = upstream.choose(at);
        if (other == null || other == at || ++unconnected >= upstream.addresses().size()) {
            refuse(Refusal.SERVICE_AWAY);
        } else {
            tryAt(other);
        }
    }

    private void send(Address at, HttpClientRequest made) {
        request = made;
        sent++;
        made.exceptionHandler(_ -> {}); // also comes as the failure of what is awaited
        made.response().onComplete(answered -> answered(at, answered));
        writeHead(made);
        if (!hasBody) {
            made.end();
            made.idleTimeout(route.answer().toMillis());
            return;
        }
        sendBody(made)
                .onSuccess(_ -> {
                    sentInFull = true;
                    made.idleTimeout(route.answer().toMillis());
                })
                .onFailure(failure -> made.reset(0, failure));
    }

    private void writeHead(HttpClientRequest made) {
        MultiMap headers = made.headers();
        Headers.toService(asked.headers(), headers);
        TraceContext trace = visit.trace();
        headers.set(TraceContext.PARENT, trace.header());
        if (!trace.state().isEmpty()) {
            headers.set(TraceContext.STATE, trace.state());
        }
        headers.set(RequestId.HEADER, visit.requestId());
        headers.set(FORWARDED_FOR, visit.address());
        headers.set(FORWARDED_PROTO, asked.scheme());
        if (asked.authority() != null) {
            headers.set(FORWARDED_HOST, asked.authority().toString());
        }
    }

    private Future<Void> sendBody(HttpClientRequest made) {
        made.setChunked(!asked.headers().contains(HttpHeaderNames.CONTENT_LENGTH));
        return body.pipe().endOnFailure(false).to(made);
    }

    private void answered(Address at, AsyncResult<HttpClientResponse> answered) {
        if (answered.succeeded()) {
            at.breaker().succeeded();
            if (over) {
                request.reset();
            } else {
                giveBack(at, answered.result());
            }
        } else if (!over) {
            notAnswered(at, answered.cause());
        }
    }

    private void notAnswered(Address at, Throwable failure) {
        Refusal refusal = Failure.refusalFor(failure);
        count(refusal, at);
        if (mayAskAgain(refusal) && !Failure.isInAnAnswer(failure) && upstream.budget().spend()) {
            with.countAgain(upstream.name());
            tryAt(upstream.choose(at));
        } else {
            refuse(refusal);
        }
    }

    /// What the caller did, or didn't do, is no failure of the service.
    private void count(Refusal refusal, Address at) {
        if (refusal.status() >= 500 && !response.closed() && !awaitsCaller()) {
            at.breaker().failed(System.nanoTime());
        }
    }

    /// Whether the service's silence is the caller's: the one waits for a body that doesn't come,
    /// or may not go on because nobody reads what it said.
    private boolean awaitsCaller() {
        return (!sentInFull && body.awaitsCaller())
                || (!response.ended() && response.writeQueueFull());
    }

    /// Only what broke off before a byte was answered: what is slow would be slow again, and twice
    /// the work.
    private boolean mayAskAgain(Refusal refusal) {
        return refusal == Refusal.SERVICE_BROKEN
                && sent < MOST_TRIES
                && !hasBody
                && IDEMPOTENT.contains(asked.method());
    }

    private void giveBack(Address at, HttpClientResponse answer) {
        with.cache().heed(asked, answer.statusCode());
        String type = answer.getHeader(HttpHeaderNames.CONTENT_TYPE);
        if (isBodiless(answer.statusCode())) {
            writeHead(at, answer);
            answer.resume();
            response.end();
            done();
        } else if (type != null && type.startsWith(Services.EVENTS)) {
            writeHead(at, answer);
            response.setChunked(mayBeChunked());
            response.writeHead();
            PassedStream.pass(exchange.vertx(), answer, response, with.streams())
                    .onSuccess(_ -> done())
                    .onFailure(this::failed);
        } else {
            if (stream) {
                mayNotLast();
            }
            HeldBody.read(
                    answer,
                    announcedBytes(answer) > with.heldBytes() ? 0 : with.heldBytes(),
                    whole -> give(at, answer, whole),
                    begun -> passOn(at, answer, begun),
                    this::failed);
        }
    }

    /// Connections for streams have no limit on silence: what is no stream gets one here.
    private void mayNotLast() {
        long timer =
                exchange.vertx()
                        .setTimer(
                                route.answer().toMillis(),
                                _ -> failed(new TimeoutException("the answer took too long")));
        visit.atTheEnd(() -> exchange.vertx().cancelTimer(timer));
    }

    private static long announcedBytes(HttpClientResponse answer) {
        String length = answer.getHeader(HttpHeaderNames.CONTENT_LENGTH);
        return length == null || length.length() > 18 ? 0 : Long.parseLong(length);
    }

    private void give(Address at, HttpClientResponse answer, Buffer body) {
        if (over) {
            return;
        }
        writeHead(at, answer);
        with.cache().offer(exchange, body);
        visit.give(Compression.applied(asked.headers(), response.headers(), body));
        done();
    }

    /// Nothing of the answer was given before, not even its head: until its first byte is here it
    /// may still become a refusal.
    private void passOn(Address at, HttpClientResponse answer, Buffer begun) {
        if (over) {
            return;
        }
        writeHead(at, answer);
        ReadStream<Buffer> rest = answer;
        if (Compression.isWorthIt(asked.headers(), response.headers(), Long.MAX_VALUE)) {
            gzip = GzipBody.of(answer).orElse(null);
        }
        if (gzip != null) {
            Compression.tell(response.headers());
            rest = gzip;
        }
        boolean hasLength = response.headers().contains(HttpHeaderNames.CONTENT_LENGTH);
        response.setChunked(!hasLength && mayBeChunked());
        response.write(gzip == null ? begun : gzip.add(begun));
        mayNotBeTakenSlowly();
        rest.pipe()
                .endOnComplete(false)
                .to(response)
                .onSuccess(_ -> {
                    visit.give(Buffer.buffer());
                    done();
                })
                .onFailure(this::failed);
    }

    private void mayNotBeTakenSlowly() {
        TakenAnswer taken = new TakenAnswer(with.answerPace(), System.nanoTime());
        long timer = exchange.vertx().setPeriodic(TakenAnswer.LOOK_MILLIS, _ -> look(taken));
        visit.atTheEnd(() -> exchange.vertx().cancelTimer(timer));
    }

    private void look(TakenAnswer taken) {
        boolean isKeptUp =
                taken.isKeptUp(
                        System.nanoTime(), response.writeQueueFull(), response.bytesWritten());
        if (!isKeptUp && !over) {
            failed(new TakenAnswer.TooSlow());
        }
    }

    private boolean mayBeChunked() {
        return asked.version() == HttpVersion.HTTP_1_1;
    }

    private void writeHead(Address at, HttpClientResponse answer) {
        response.setStatusCode(answer.statusCode());
        Headers.toCaller(answer.headers(), response.headers(), at.origin());
        if (answer.statusCode() == 304) {
            Compression.keepTag(asked.headers(), response.headers());
        }
    }

    private boolean isBodiless(int status) {
        return asked.method() == HttpMethod.HEAD || status == 204 || status == 304;
    }

    /// A service may answer before it has read the whole body; it doesn't get the rest.
    private void done() {
        if (!sentInFull) {
            request.reset();
        }
        with.discardRest(exchange);
    }

    /// Also when a write fails before the caller's leaving is seen. The request is reset last: that
    /// is a failure too, and not the one to tell of. Its places are given back at once: breaking
    /// off an answer may take as long as its caller doesn't read.
    private void failed(Throwable failure) {
        if (!over) {
            Refusal refusal = Failure.refusalFor(failure);
            count(refusal, address);
            refuse(refusal);
            leave();
        }
        request.reset();
    }

    private void refuse(Refusal refusal) {
        if (!over) {
            over = true;
            with.refuse(exchange, refusal);
        }
    }
}
