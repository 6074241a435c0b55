package org.assemble.gateway.forward;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/// A body that is counted as it streams, and fails when it has become too large, or when it comes
/// so slowly that its only use is to keep a place at its service. Content-Length alone is not
/// enough: a chunked body has none.
final class CountedBody implements ReadStream<Buffer> {

    /// How slow a body may be.
    ///
    /// @param bytesPerSecond at least so many, on the average since it began…
    /// @param graceNanos …once it has taken this long
    record Pace(long bytesPerSecond, long graceNanos) {

        boolean isKept(long bytes, long nanos) {
            return nanos < graceNanos || bytes >= nanos / 1_000_000_000.0 * bytesPerSecond;
        }
    }

    private final ReadStream<Buffer> body;
    private final long limitBytes;
    private final Pace pace;
    private final long begunNanos = System.nanoTime();
    private long seenBytes;
    private Handler<Throwable> failed = _ -> {};

    CountedBody(ReadStream<Buffer> body, long limitBytes, Pace pace) {
        this.body = body;
        this.pace = pace;
        this.limitBytes = limitBytes;
    }

    @Override
    public CountedBody handler(Handler<Buffer> handler) {
        body.handler(handler == null ? null : chunk -> count(chunk, handler));
        return this;
    }

    private void count(Buffer chunk, Handler<Buffer> handler) {
        seenBytes += chunk.length();
        if (seenBytes > limitBytes) {
            body.pause();
            failed.handle(new TooLarge());
        } else if (!pace.isKept(seenBytes, System.nanoTime() - begunNanos)) {
            body.pause();
            failed.handle(new TooSlow());
        } else {
            handler.handle(chunk);
        }
    }

    @Override
    public CountedBody exceptionHandler(Handler<Throwable> handler) {
        failed = handler == null ? _ -> {} : handler;
        body.exceptionHandler(handler);
        return this;
    }

    @Override
    public CountedBody pause() {
        body.pause();
        return this;
    }

    @Override
    public CountedBody resume() {
        body.resume();
        return this;
    }

    @Override
    public CountedBody fetch(long amount) {
        body.fetch(amount);
        return this;
    }

    @Override
    public CountedBody endHandler(Handler<Void> handler) {
        body.endHandler(handler);
        return this;
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
