package org.assemble.gateway.request;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/// A body that is held in memory as a whole, for it is short: reading fails where it isn't.
public final class WholeBody {

    private WholeBody() {}

    /// @param most how many bytes it may have
    public static Future<Buffer> of(ReadStream<Buffer> stream, int most) {
        Promise<Buffer> whole = Promise.promise();
        Buffer read = Buffer.buffer();
        stream.exceptionHandler(whole::tryFail);
        stream.endHandler(_ -> whole.tryComplete(read));
        stream.handler(chunk -> {
            if (read.length() + chunk.length() > most) {
                stream.handler(_ -> {});
                whole.tryFail(new TooLong());
            } else {
                read.appendBuffer(chunk);
            }
        });
        stream.resume();
        return whole.future();
    }

    /// The body has more bytes than may be held.
    public static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("the body is too long to be held", null, false, false);
        }
    }
}
