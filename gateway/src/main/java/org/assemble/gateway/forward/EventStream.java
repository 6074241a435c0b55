package org.assemble.gateway.forward;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;

/// Passes a stream of events on as it comes. Where nothing comes for a while it says so in a
/// comment of its own, between two events: whatever stands between here and the caller keeps a
/// connection only as long as something passes on it.
final class EventStream {

    private static final Buffer COMMENT = Buffer.buffer(":\n\n");
    private static final int TAIL = 4;

    private final HttpClientResponse answer;
    private final HttpServerResponse response;
    private final Promise<Void> over = Promise.promise();
    private String tail = "\n\n";
    private boolean wroteSinceTick;

    private EventStream(HttpClientResponse answer, HttpServerResponse response) {
        this.answer = answer;
        this.response = response;
    }

    /// @param everyMillis how long it may be silent
    static Future<Void> pass(
            Vertx vertx, HttpClientResponse answer, HttpServerResponse response, long everyMillis) {
        EventStream stream = new EventStream(answer, response);
        long timer = vertx.setPeriodic(everyMillis, _ -> stream.tick());
        answer.exceptionHandler(stream.over::tryFail);
        answer.endHandler(_ -> stream.end());
        answer.handler(stream::write);
        return stream.over.future().onComplete(_ -> vertx.cancelTimer(timer));
    }

    private void write(Buffer chunk) {
        wroteSinceTick = true;
        remember(chunk);
        response.write(chunk).onFailure(over::tryFail);
        if (response.writeQueueFull()) {
            answer.pause();
            response.drainHandler(_ -> answer.resume());
        }
    }

    private void end() {
        response.end().onSuccess(_ -> over.tryComplete()).onFailure(over::tryFail);
    }

    private void tick() {
        if (!wroteSinceTick && isBetweenEvents() && !response.writeQueueFull()) {
            response.write(COMMENT).onFailure(over::tryFail);
        }
        wroteSinceTick = false;
    }

    private void remember(Buffer chunk) {
        int from = Math.max(0, chunk.length() - TAIL);
        String end = tail + chunk.getString(from, chunk.length(), "ISO-8859-1");
        tail = end.substring(Math.max(0, end.length() - TAIL));
    }

    /// A line ends with CR, LF or both; an empty line ends an event.
    private boolean isBetweenEvents() {
        return tail.endsWith("\n\n") || tail.endsWith("\r\r") || tail.endsWith("\r\n\r\n");
    }
}
