package org.assemble.gateway.forward;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/// A body that is counted as it streams, and fails when it has become too large. Content-Length
/// alone is not enough: a chunked body has none.
final class CountedBody implements ReadStream<Buffer> {

    private final ReadStream<Buffer> body;
    private final long limitBytes;
    private long seenBytes;
    private Handler<Throwable> failed = _ -> {};

    CountedBody(ReadStream<Buffer> body, long limitBytes) {
        this.body = body;
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
}
