package org.assemble.gateway.forward;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// Passes a service's stream of events on as it comes. Where nothing comes for a while it says so
/// in a comment of its own, between two events: whatever stands between here and the caller keeps a
/// connection only as long as something passes on it. Where nothing comes for long, not even the
/// service's own sign that it lives, the stream fails: its caller comes back and gets another.
final class PassedStream {

    private static final Buffer COMMENT = Buffer.buffer(":\n\n");
    private static final int TAIL = 4;

    /// How long a stream may be silent.
    ///
    /// @param heartbeat until the gateway says that it lives
    /// @param silence until the service is taken to be gone
    record Patience(Duration heartbeat, Duration silence) {}

    private final HttpClientResponse answer;
    private final HttpServerResponse response;
    private final long silenceNanos;
    private final Promise<Void> over = Promise.promise();
    private String tail = "\n\n";
    private boolean wroteSinceTick;
    private long heardNanos = System.nanoTime();

    private PassedStream(HttpClientResponse answer, HttpServerResponse response, Duration silence) {
        this.answer = answer;
        this.response = response;
        this.silenceNanos = silence.toNanos();
    }

    /// Ends when the stream does.
    static Future<Void> pass(
            Vertx vertx,
            HttpClientResponse answer,
            HttpServerResponse response,
            Patience patience) {
        PassedStream stream = new PassedStream(answer, response, patience.silence());
        long timer = vertx.setPeriodic(patience.heartbeat().toMillis(), _ -> stream.tick());
        answer.exceptionHandler(stream.over::tryFail);
        answer.endHandler(_ -> stream.end());
        answer.handler(stream::write);
        return stream.over.future().onComplete(_ -> vertx.cancelTimer(timer));
    }

    private void write(Buffer chunk) {
        wroteSinceTick = true;
        heardNanos = System.nanoTime();
        remember(chunk);
        response.write(chunk).onFailure(over::tryFail);
        if (response.writeQueueFull()) {
            answer.pause();
            response.drainHandler(_ -> resume());
        }
    }

    /// While the caller didn't read, nothing could be heard.
    private void resume() {
        heardNanos = System.nanoTime();
        answer.resume();
    }

    private void end() {
        response.end().onSuccess(_ -> over.tryComplete()).onFailure(over::tryFail);
    }

    private void tick() {
        if (!response.writeQueueFull()) {
            if (System.nanoTime() - heardNanos > silenceNanos) {
                over.tryFail(new TimeoutException("the stream has fallen silent"));
            } else if (!wroteSinceTick && isBetweenEvents()) {
                response.write(COMMENT).onFailure(over::tryFail);
            }
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
