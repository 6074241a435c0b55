package org.assemble.gateway.log;

import java.time.Instant;

/// Writes times to the millisecond, as RFC 3339 has them. Most lines are of the same second as the
/// one before, and need only three digits worked out. For one thread.
final class Timestamps {

    private long second = Long.MIN_VALUE;
    private String text = "";

    void write(StringBuilder out, long epochMillis) {
        long now = Math.floorDiv(epochMillis, 1_000L);
        if (now != second) {
            second = now;
            String written = Instant.ofEpochSecond(now).toString();
            text = written.substring(0, written.length() - 1);
        }
        int millis = (int) (epochMillis - now * 1_000);
        out.append(text).append('.').append((char) ('0' + millis / 100));
        out.append((char) ('0' + millis / 10 % 10)).append((char) ('0' + millis % 10)).append('Z');
    }
}
