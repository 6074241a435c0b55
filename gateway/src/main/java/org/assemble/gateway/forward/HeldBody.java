package org.assemble.gateway.forward;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/// An answer's body, held until it is whole or has become too long to be held. As long as nothing
/// was passed on, a service that breaks off or lies can still be told of by a clean refusal.
final class HeldBody {

    private final HttpClientResponse answer;
    private final int mostBytes;
    private final Handler<Buffer> tooLong;
    private Buffer held;

    private HeldBody(HttpClientResponse answer, int mostBytes, Handler<Buffer> tooLong) {
        this.answer = answer;
        this.mostBytes = mostBytes;
        this.tooLong = tooLong;
    }

    /// Reads it; exactly one of the three is told.
    ///
    /// @param mostBytes how much is held
    /// @param whole given the whole body
    /// @param tooLong given the beginning of a longer one; the rest waits in the answer
    static void read(
            HttpClientResponse answer,
            int mostBytes,
            Handler<Buffer> whole,
            Handler<Buffer> tooLong,
            Handler<Throwable> failed) {
        HeldBody body = new HeldBody(answer, mostBytes, tooLong);
        answer.exceptionHandler(failed);
        answer.endHandler(_ -> whole.handle(body.held == null ? Buffer.buffer() : body.held));
        answer.handler(body::add);
    }

    private void add(Buffer chunk) {
        held = held == null ? chunk : held.appendBuffer(chunk);
        if (held.length() > mostBytes) {
            answer.pause();
            answer.handler(null);
            answer.endHandler(null);
            answer.exceptionHandler(null);
            tooLong.handle(held);
        }
    }
}
