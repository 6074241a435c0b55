package org.assemble.gateway.forward;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;

/// A request's body on its way to a service, counted and timed. It fails when it has become too
/// large, when it doesn't begin, and when it comes so slowly that its only use is to keep a place
/// at its service. Content-Length alone is not enough: a chunked body has none. Time counts while
/// the caller is waited for, never while the service doesn't read.
final class CountedBody implements ReadStream<Buffer> {

    private static final long LOOK_MILLIS = 1_000;
    private static final long NONE = -1;

    /// How slow a body may be, or a long answer on its way back ([TakenAnswer]).
    ///
    /// @param begin how long its first byte may take
    /// @param bytesPerSecond at least so many, on the average since it began…
    /// @param grace …once it was waited for this long; and the longest that it may pause
    record Pace(Duration begin, long bytesPerSecond, Duration grace) {

        boolean isKept(long bytes, long waitedNanos, long pauseNanos) {
            return pauseNanos <= grace.toNanos()
                    && (waitedNanos <= grace.toNanos()
                            || bytes >= waitedNanos / 1_000_000_000.0 * bytesPerSecond);
        }
    }

    private final Vertx vertx;
    private final HttpServerRequest body;
    private final long limitBytes;
    private final Pace pace;
    private Handler<Buffer> taken;
    private Handler<Void> atEnd;
    private Handler<Throwable> failed;
    private Buffer first;
    private boolean ended;
    private boolean flowing;
    private long seenBytes;
    private long flowingSince;
    private long flownNanos;
    private long flownAtLastByte;
    private long timer = NONE;

    /// @param body paused, so that nothing of it is lost
    CountedBody(Vertx vertx, HttpServerRequest body, long limitBytes, Pace pace) {
        this.vertx = vertx;
        this.body = body;
        this.limitBytes = limitBytes;
        this.pace = pace;
    }

    /// Waits for the first byte, or for the end of a body that has none.
    Future<Void> begin() {
        if (body.isEnded()) {
            ended = true;
            return Future.succeededFuture();
        }
        Promise<Void> begun = Promise.promise();
        timer = vertx.setTimer(pace.begin().toMillis(), _ -> begun.tryFail(new TooSlow()));
        body.exceptionHandler(begun::tryFail);
        body.endHandler(_ -> {
            ended = true;
            begun.tryComplete();
        });
        body.handler(chunk -> {
            first = chunk;
            begun.tryComplete();
        });
        body.fetch(1);
        return begun.future().onComplete(_ -> stopLooking());
    }

    /// Whether the next thing to happen is the caller's.
    boolean awaitsCaller() {
        return flowing && !ended;
    }

    /// However the request ends: nobody looks at its body any more.
    void stopLooking() {
        if (timer != NONE) {
            vertx.cancelTimer(timer);
            timer = NONE;
        }
    }

    @Override
    public CountedBody handler(Handler<Buffer> handler) {
        taken = handler;
        if (!ended) {
            body.handler(handler == null ? null : this::count);
        }
        return this;
    }

    @Override
    public CountedBody endHandler(Handler<Void> handler) {
        atEnd = handler;
        if (!ended) {
            body.endHandler(handler == null ? null : _ -> end());
        }
        return this;
    }

    @Override
    public CountedBody exceptionHandler(Handler<Throwable> handler) {
        failed = handler;
        if (!ended) {
            body.exceptionHandler(handler);
        }
        return this;
    }

    @Override
    public CountedBody pause() {
        if (flowing) {
            flownNanos = waitedNanos();
            flowing = false;
        }
        body.pause();
        return this;
    }

    @Override
    public CountedBody resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public CountedBody fetch(long amount) {
        if (!flowing) {
            flowing = true;
            flowingSince = System.nanoTime();
        }
        if (ended) {
            end();
            return this;
        }
        if (first != null && taken != null) {
            Buffer chunk = first;
            first = null;
            count(chunk);
        }
        if (flowing) {
            body.fetch(amount);
            look();
        }
        return this;
    }

    /// What has come already needs no looking after.
    private void look() {
        if (timer == NONE && !ended && flowing) {
            timer = vertx.setPeriodic(LOOK_MILLIS, _ -> checkPace());
        }
    }

    private void checkPace() {
        long waited = waitedNanos();
        if (!pace.isKept(seenBytes, waited, waited - flownAtLastByte)) {
            fail(new TooSlow());
        }
    }

    private long waitedNanos() {
        return flowing ? flownNanos + System.nanoTime() - flowingSince : flownNanos;
    }

    private void count(Buffer chunk) {
        seenBytes += chunk.length();
        flownAtLastByte = waitedNanos();
        if (seenBytes > limitBytes) {
            fail(new TooLarge());
        } else if (taken != null) {
            taken.handle(chunk);
        }
    }

    private void end() {
        ended = true;
        stopLooking();
        if (atEnd != null) {
            atEnd.handle(null);
        }
    }

    private void fail(RuntimeException why) {
        stopLooking();
        pause();
        if (failed != null) {
            failed.handle(why);
        }
    }

    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("the body is larger than its limit", null, false, false);
        }
    }

    static final class TooSlow extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooSlow() {
            super("the body comes too slowly", null, false, false);
        }
    }
}
