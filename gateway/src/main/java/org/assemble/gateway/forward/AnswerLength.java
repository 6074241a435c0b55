package org.assemble.gateway.forward;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.AsciiString;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Watches the bytes of an HTTP/1.1 connection to a service, and breaks it off where the answer's
/// length is a lie: both Content-Length and Transfer-Encoding (RFC 9112, 6.3), or more bytes than
/// were announced, or than came in chunks. The codec behind it mends the first and keeps the
/// surplus for the next answer; both are how answers get to the wrong caller. Too few bytes are
/// seen as the connection's early end. A connection that is closed because nothing came for too
/// long says so: that is no early end, and asking again would only take as long. So does one that
/// ends in the middle of a head: it has answered, so nothing may be asked again.
final class AnswerLength extends ChannelInboundHandlerAdapter {

    private static final AttributeKey<AnswerLength> OF_CHANNEL =
            AttributeKey.valueOf(AnswerLength.class.getName());
    private static final String CODEC = "codec";
    private static final int MOST_HEAD_BYTES = 64 * 1024;
    private static final long UNKNOWN = Long.MAX_VALUE;
    private static final String CONTENT_LENGTH = "content-length:";
    private static final String TRANSFER_ENCODING = "transfer-encoding:";
    private static final String CHUNKED = "chunked";

    private enum State {
        IDLE,
        HEAD,
        BODY,
        CHUNKS
    }

    private State state = State.IDLE;
    private boolean bodiless;
    private boolean closed;
    private long leftBytes;
    private final StringBuilder line = new StringBuilder(64);
    private int headBytes;
    private int status;
    private long lengthBytes;
    private boolean transferEncoded;
    private boolean chunked;
    private boolean begun;
    private final Chunks chunks = new Chunks();

    /// Begins to watch a connection that was just made.
    static void watch(HttpConnection connection) {
        if (connection instanceof ConnectionBase made) {
            Channel channel = made.channel();
            if (channel.pipeline().get(CODEC) != null) {
                AnswerLength watcher = new AnswerLength();
                channel.pipeline().addBefore(CODEC, AnswerLength.class.getName(), watcher);
                channel.attr(OF_CHANNEL).set(watcher);
            }
        }
    }

    /// Says that a request is about to be sent; on the connection's event loop.
    ///
    /// @param head whether it asks for the head of an answer only
    static void expect(HttpConnection connection, boolean head) {
        if (connection instanceof ConnectionBase made) {
            AnswerLength watcher = made.channel().attr(OF_CHANNEL).get();
            if (watcher != null) {
                watcher.expect(head);
            }
        }
    }

    void expect(boolean head) {
        state = State.HEAD;
        bodiless = head;
        begun = false;
        beginHead();
    }

    private void beginHead() {
        line.setLength(0);
        headBytes = 0;
        status = 0;
        lengthBytes = -1;
        transferEncoded = false;
        chunked = false;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (closed) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof ByteBuf bytes) {
            String lie = lieIn(bytes);
            if (lie != null) {
                closed = true;
                bytes.release();
                context.fireExceptionCaught(new Lie(lie));
                context.close();
                return;
            }
        }
        context.fireChannelRead(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent && state != State.IDLE) {
            closed = true;
            context.fireExceptionCaught(new Silence());
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (isInAHead()) {
            context.fireExceptionCaught(new HalfAHead());
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        boolean brokeOff = cause instanceof IOException && isInAHead();
        closed = true; // by Vert.x, for whatever reason
        context.fireExceptionCaught(brokeOff ? new HalfAHead() : cause);
    }

    private boolean isInAHead() {
        return state == State.HEAD && begun && !closed;
    }

    private String lieIn(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            switch (state) {
                case IDLE -> {
                    return "more bytes than were announced";
                }
                case BODY -> {
                    if (leftBytes == UNKNOWN) {
                        return null;
                    }
                    long taken = Math.min(leftBytes, end - at);
                    at += (int) taken;
                    take(taken);
                }
                case CHUNKS -> {
                    at = chunks.read(bytes, at, end);
                    if (chunks.isOver()) {
                        state = State.IDLE;
                    }
                }
                case HEAD -> {
                    begun = true;
                    at = readHead(bytes, at, end);
                    if (transferEncoded && lengthBytes >= 0) {
                        return "both Content-Length and Transfer-Encoding";
                    }
                }
            }
        }
        return null;
    }

    private void take(long bytes) {
        leftBytes -= bytes;
        if (leftBytes == 0) {
            state = State.IDLE;
        }
    }

    /// @return where the head, or what has come of it, ends
    private int readHead(ByteBuf bytes, int from, int end) {
        int at = from;
        while (at < end) {
            int newline = bytes.indexOf(at, end, (byte) '\n');
            int stop = newline < 0 ? end : newline;
            headBytes += stop - at + 1;
            if (headBytes > MOST_HEAD_BYTES) {
                begin(UNKNOWN); // the codec refuses it
                return end;
            }
            boolean whole = newline >= 0 && line.isEmpty();
            if (whole && status != 0 && stop - at > 1 && !isOfInterest(bytes.getByte(at))) {
                at = stop + 1;
                continue;
            }
            line.append(bytes.getCharSequence(at, stop - at, StandardCharsets.ISO_8859_1));
            at = stop + 1;
            if (newline >= 0 && endLine()) {
                return at;
            }
        }
        return end;
    }

    /// Whether a header that begins so may be one of the two that count.
    private static boolean isOfInterest(byte first) {
        return first == 'c' || first == 'C' || first == 't' || first == 'T';
    }

    /// @return whether it was the head's last line
    private boolean endLine() {
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\r') {
            line.setLength(--length);
        }
        if (length == 0) {
            endHead();
            return true;
        }
        if (status == 0) {
            status = statusOf(line);
        } else {
            readHeader();
        }
        line.setLength(0);
        return false;
    }

    private void readHeader() {
        if (isHeader(CONTENT_LENGTH)) {
            lengthBytes = lengthOf(line.substring(CONTENT_LENGTH.length()).strip());
        } else if (isHeader(TRANSFER_ENCODING)) {
            transferEncoded = true;
            chunked |= AsciiString.containsIgnoreCase(line, CHUNKED);
        }
    }

    private boolean isHeader(String name) {
        return AsciiString.regionMatches(line, true, 0, name, 0, name.length());
    }

    private void endHead() {
        if (status >= 100 && status < 200) {
            beginHead(); // something before the answer; the answer comes
        } else if (bodiless || status == 204 || status == 304) {
            begin(0);
        } else if (chunked) {
            chunks.begin();
            state = State.CHUNKS;
        } else {
            begin(transferEncoded || lengthBytes < 0 ? UNKNOWN : lengthBytes);
        }
    }

    private void begin(long bytes) {
        leftBytes = bytes;
        state = bytes == 0 ? State.IDLE : State.BODY;
    }

    private static int statusOf(CharSequence line) {
        int at = AsciiString.indexOf(line, ' ', 0) + 1;
        int end = at + 3;
        boolean isWhole =
                at > 0 && end <= line.length() && (end == line.length() || line.charAt(end) == ' ');
        long status = isWhole ? numberIn(line, at, end) : -1;
        return status >= 100 ? (int) status : 1000; // the codec refuses it
    }

    private static long lengthOf(String value) {
        return value.isEmpty() || value.length() > 18
                ? 0 // the codec refuses it
                : Math.max(0, numberIn(value, 0, value.length()));
    }

    /// -1 where there is anything but digits.
    private static long numberIn(CharSequence text, int from, int to) {
        long number = 0;
        for (int at = from; at < to; at++) {
            char digit = text.charAt(at);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = 10 * number + digit - '0';
        }
        return number;
    }

    /// Nothing came for too long.
    static final class Silence extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Silence() {
            super("the service fell silent", null, false, false);
        }
    }

    /// The connection ended when only a part of an answer's head had come.
    static final class HalfAHead extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HalfAHead() {
            super("the service broke off in the head of its answer", null, false, false);
        }
    }

    /// What the answer says of its length is not so.
    static final class Lie extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Lie(String what) {
            super(what, null, false, false);
        }
    }
}
