package org.assemble.gateway.compression;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/// A body that is compressed as it streams. Each takes a quarter of a megabyte outside the heap, so
/// there are only so many at a time; it must be closed.
public final class GzipBody implements ReadStream<Buffer>, AutoCloseable {

    private static final int MOST_AT_ONCE = 64;
    private static final AtomicInteger OPEN = new AtomicInteger();

    private final ReadStream<Buffer> body;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final GZIPOutputStream gzip;
    private Handler<Buffer> taker;
    private boolean closed;

    private GzipBody(ReadStream<Buffer> body) throws IOException {
        this.body = body;
        this.gzip = new Compression.Fast(bytes);
    }

    /// @return empty where too many are under way; the body is then better left as it is
    public static Optional<GzipBody> of(ReadStream<Buffer> body) {
        if (OPEN.incrementAndGet() > MOST_AT_ONCE) {
            OPEN.decrementAndGet();
            return Optional.empty();
        }
        try {
            return Optional.of(new GzipBody(body));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Compresses what comes before the rest of the body.
    ///
    /// @return what has come of it so far; perhaps nothing
    public Buffer add(Buffer chunk) {
        try {
            gzip.write(chunk.getBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return taken();
    }

    private Buffer finish() {
        try {
            gzip.finish();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return taken();
    }

    private Buffer taken() {
        Buffer taken = Buffer.buffer(bytes.toByteArray());
        bytes.reset();
        return taken;
    }

    @Override
    public GzipBody handler(Handler<Buffer> handler) {
        taker = handler;
        body.handler(handler == null ? null : this::compress);
        return this;
    }

    private void compress(Buffer chunk) {
        Buffer out = add(chunk);
        if (taker != null && out.length() > 0) {
            taker.handle(out);
        }
    }

    @Override
    public GzipBody endHandler(Handler<Void> handler) {
        body.endHandler(handler == null ? null : _ -> end(handler));
        return this;
    }

    private void end(Handler<Void> handler) {
        if (taker != null && !closed) {
            taker.handle(finish());
        }
        handler.handle(null);
    }

    @Override
    public GzipBody exceptionHandler(Handler<Throwable> handler) {
        body.exceptionHandler(handler);
        return this;
    }

    @Override
    public GzipBody pause() {
        body.pause();
        return this;
    }

    @Override
    public GzipBody resume() {
        body.resume();
        return this;
    }

    @Override
    public GzipBody fetch(long amount) {
        body.fetch(amount);
        return this;
    }

    /// Gives its memory back; once, however often it is called.
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            OPEN.decrementAndGet();
            try {
                gzip.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
