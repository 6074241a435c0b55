package org.assemble.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Collects what finishes while it measures, and nothing before or after.
final class Recorder {
    private final List<Lane> lanes = new ArrayList<>();
    private volatile boolean measuring;

    /// One thread's own.
    final class Lane {
        private long[] nanos = new long[1 << 16];
        private int count;

        void done(long startedNanos) {
            if (!measuring) {
                return;
            }
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = System.nanoTime() - startedNanos;
        }
    }

    synchronized Lane lane() {
        var lane = new Lane();
        lanes.add(lane);
        return lane;
    }

    void begin() {
        measuring = true;
    }

    void end() {
        measuring = false;
    }

    /// After the threads have ended.
    synchronized long[] sorted() {
        var all =
                lanes.stream()
                        .flatMapToLong(lane -> Arrays.stream(lane.nanos, 0, lane.count))
                        .toArray();
        Arrays.sort(all);
        return all;
    }
}
