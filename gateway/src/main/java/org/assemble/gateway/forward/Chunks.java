package org.assemble.gateway.forward;

import io.netty.buffer.ByteBuf;

/// Where an answer that comes in chunks ends (RFC 9112, 7.1). Only what stands between the chunks
/// is read, and of that only their lengths. What can't be read the codec refuses.
final class Chunks {

    private static final int MOST_DIGITS = 15;

    private enum State {
        SIZE,
        REST_OF_SIZE,
        DATA,
        END_OF_DATA,
        TRAILER,
        OVER,
        UNREADABLE
    }

    private State state = State.OVER;
    private long leftBytes;
    private int digits;
    private boolean lineIsEmpty;

    void begin() {
        beginSize();
    }

    boolean isOver() {
        return state == State.OVER;
    }

    /// @return where they end, or what has come of them
    int read(ByteBuf bytes, int from, int end) {
        int at = from;
        while (at < end && state != State.OVER) {
            switch (state) {
                case DATA -> {
                    int taken = (int) Math.min(leftBytes, end - at);
                    at += taken;
                    leftBytes -= taken;
                    if (leftBytes == 0) {
                        state = State.END_OF_DATA;
                    }
                }
                case UNREADABLE -> at = end;
                default -> read(bytes.getByte(at++));
            }
        }
        return at;
    }

    private void read(byte letter) {
        switch (state) {
            case SIZE -> readSize(letter);
            case REST_OF_SIZE -> endSizeAt(letter);
            case END_OF_DATA -> endDataAt(letter);
            case TRAILER -> readTrailer(letter);
            case DATA, OVER, UNREADABLE -> throw new IllegalStateException(state.name());
        }
    }

    private void beginSize() {
        state = State.SIZE;
        leftBytes = 0;
        digits = 0;
    }

    private void readSize(byte letter) {
        int digit = Character.digit(letter, 16);
        if (digit >= 0 && digits < MOST_DIGITS) {
            leftBytes = 16 * leftBytes + digit;
            digits++;
        } else if (digits == 0 || digit >= 0) {
            state = State.UNREADABLE;
        } else {
            state = State.REST_OF_SIZE;
            endSizeAt(letter);
        }
    }

    private void endSizeAt(byte letter) {
        if (letter == '\n') {
            state = leftBytes == 0 ? State.TRAILER : State.DATA;
            lineIsEmpty = true;
        }
    }

    private void endDataAt(byte letter) {
        if (letter == '\n') {
            beginSize();
        } else if (letter != '\r') {
            state = State.UNREADABLE;
        }
    }

    private void readTrailer(byte letter) {
        if (letter == '\n' && lineIsEmpty) {
            state = State.OVER;
        } else if (letter != '\r') {
            lineIsEmpty = letter == '\n';
        }
    }
}
