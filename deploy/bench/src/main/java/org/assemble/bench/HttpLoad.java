package org.assemble.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// HTTP clients with a connection each, all in one thread: a loader must leave the machine to what
/// it loads.
final class HttpLoad implements Load {
    private static final int USUAL_ANSWER = 16_384;
    private static final byte[] LENGTH = "content-length:".getBytes(US_ASCII);
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(US_ASCII);

    private final int port;
    private final int connections;
    private final byte[] wantedStart;
    private final Supplier<byte[]> requests;
    private FutureTask<Void> running;
    private volatile boolean stopping;

    /// @param requests each next request, whole; null where there are no more
    HttpLoad(int port, int connections, int wantedStatus, Supplier<byte[]> requests) {
        this.port = port;
        this.connections = connections;
        this.wantedStart = ("HTTP/1.1 " + wantedStatus).getBytes(US_ASCII);
        this.requests = requests;
    }

    private static final class Exchange {
        private ByteBuffer answer = ByteBuffer.allocate(USUAL_ANSWER);
        private long startedNanos;
        private int end;
    }

    @Override
    public void start(Recorder recorder) {
        running = new FutureTask<>(() -> run(recorder.lane()), null);
        Thread.ofPlatform().name("loader").start(running);
    }

    private void run(Recorder.Lane lane) {
        try (var selector = Selector.open()) {
            var open = 0;
            for (var i = 0; i < connections; i++) {
                var channel =
                        SocketChannel.open(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                open += next(channel.register(selector, SelectionKey.OP_READ, new Exchange()));
            }
            while (open > 0) {
                selector.select();
                for (var key : selector.selectedKeys()) {
                    if (answered(key)) {
                        lane.done(((Exchange) key.attachment()).startedNanos);
                        open += next(key) - 1;
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @return how many requests it made: one, or none where it is told to stop or has no more
    private int next(SelectionKey key) throws IOException {
        var request = stopping ? null : requests.get();
        if (request == null) {
            key.channel().close();
            return 0;
        }
        ask((SocketChannel) key.channel(), key, ByteBuffer.wrap(request));
        return 1;
    }

    private void ask(SocketChannel channel, SelectionKey key, ByteBuffer request)
            throws IOException {
        var exchange = (Exchange) key.attachment();
        exchange.answer.clear();
        exchange.end = 0;
        exchange.startedNanos = System.nanoTime();
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    private boolean answered(SelectionKey key) throws IOException {
        var exchange = (Exchange) key.attachment();
        if (((SocketChannel) key.channel()).read(exchange.answer) < 0) {
            throw new IOException("the service closed a connection");
        }
        if (exchange.end == 0) {
            exchange.end = end(exchange.answer);
        }
        if (!exchange.answer.hasRemaining()) {
            exchange.answer =
                    ByteBuffer.allocate(2 * exchange.answer.capacity()).put(exchange.answer.flip());
        }
        return exchange.end > 0 && exchange.answer.position() >= exchange.end;
    }

    /// Where the answer ends, or 0 while its head is not whole. Looks at bytes and makes no text of
    /// them: what the loader takes of the machine, what it loads does not get.
    private int end(ByteBuffer answer) throws IOException {
        var bytes = answer.array();
        var head = endOfHead(bytes, answer.position());
        if (head == 0) {
            return 0;
        }
        if (!isAt(bytes, 0, wantedStart)) {
            throw new IOException(
                    "the service answered " + new String(bytes, 0, answer.position(), US_ASCII));
        }
        var length = announced(bytes, head);
        if (length >= 0) {
            return head + length;
        }
        var end = answer.position();
        return isAt(bytes, end - LAST_CHUNK.length, LAST_CHUNK) ? end : 0;
    }

    private static int endOfHead(byte[] bytes, int end) {
        for (var at = 3; at < end; at++) {
            if (bytes[at] == '\n' && bytes[at - 2] == '\n') {
                return at + 1;
            }
        }
        return 0;
    }

    /// What Content-Length says, or -1.
    private static int announced(byte[] bytes, int head) {
        for (var at = 1; at < head - LENGTH.length; at++) {
            if (bytes[at - 1] == '\n' && isAt(bytes, at, LENGTH)) {
                return number(bytes, at + LENGTH.length);
            }
        }
        return -1;
    }

    private static int number(byte[] bytes, int from) {
        var at = bytes[from] == ' ' ? from + 1 : from;
        var number = 0;
        while (bytes[at] != '\r') {
            number = 10 * number + bytes[at++] - '0';
        }
        return number;
    }

    /// Letters count the same whether they are large or small.
    private static boolean isAt(byte[] bytes, int from, byte[] wanted) {
        if (from < 0) {
            return false;
        }
        for (var i = 0; i < wanted.length; i++) {
            var found = bytes[from + i];
            if (found != wanted[i] && (wanted[i] < 'a' || found != wanted[i] - 32)) {
                return false;
            }
        }
        return true;
    }

    /// Returns when the last request is answered.
    void await() throws Exception {
        running.get();
    }

    @Override
    public void stop() throws Exception {
        stopping = true;
        running.get();
    }
}
