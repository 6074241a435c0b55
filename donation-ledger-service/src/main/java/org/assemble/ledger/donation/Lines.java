package org.assemble.ledger.donation;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The lines of a stream, one after the other, in the memory of one line however long the stream
/// is. Lines end with LF or CR LF; the last one needs no end.
final class Lines {

    /// Far more than a donation takes.
    static final int LONGEST = 4_096;

    private static final int READ_AT_ONCE = 65_536;

    private final InputStream stream;
    private final byte[] buffer = new byte[READ_AT_ONCE];
    private int from;
    private int to;
    private long number;

    Lines(InputStream stream) {
        this.stream = stream;
    }

    /// @param number counts from 1, blank lines too
    /// @param bytes without the line's end; null where the line is longer than is taken
    record Line(long number, byte[] bytes) {

        boolean isBlank() {
            if (bytes == null) {
                return false;
            }
            for (byte b : bytes) {
                if (b != ' ' && b != '\t' && b != '\r') {
                    return false;
                }
            }
            return true;
        }
    }

    /// The next line, or null at the end of the stream.
    Line next() throws IOException {
        byte[] line = {};
        boolean tooLong = false;
        boolean any = false;
        while (from < to || fill()) {
            any = true;
            int end = endOfLine();
            int taken = Math.min(end, to) - from;
            tooLong |= line.length + taken > LONGEST;
            line = tooLong ? line : joined(line, from, taken);
            from += taken;
            if (end < to) {
                from++;
                return line(tooLong ? null : line);
            }
        }
        return any ? line(tooLong ? null : line) : null;
    }

    private Line line(byte[] bytes) {
        number++;
        return new Line(number, bytes);
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, stream.read(buffer));
        return to > 0;
    }

    /// Where the line ends in the buffer; `to` where it goes on beyond.
    private int endOfLine() {
        int at = from;
        while (at < to && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private byte[] joined(byte[] line, int start, int length) {
        byte[] whole = Arrays.copyOf(line, line.length + length);
        System.arraycopy(buffer, start, whole, line.length, length);
        return whole;
    }
}
