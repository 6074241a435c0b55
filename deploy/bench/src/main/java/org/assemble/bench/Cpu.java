package org.assemble.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The processor time that each part has used so far, from `/proc`.
///
/// @param nanos when that was
record Cpu(long nanos, Map<String, Long> ticks) {
    private static final double TICKS_A_SECOND = 100;
    private static final int USER = 11;
    private static final int CHILDREN_SYSTEM = 14;

    static Cpu now(Map<String, ProcessHandle> parts) {
        var nanos = System.nanoTime();
        var ticks = new TreeMap<String, Long>();
        parts.forEach((name, process) -> ticks.put(name, of(process)));
        return new Cpu(nanos, ticks);
    }

    /// Seconds that were used since.
    Map<String, Double> since(Cpu before) {
        var seconds = new TreeMap<String, Double>();
        ticks.forEach(
                (name, now) -> seconds.put(name, (now - before.ticks.get(name)) / TICKS_A_SECOND));
        return seconds;
    }

    /// The same where what was measured lasted for only a part of the time between: reading so many
    /// processes takes its time too.
    Map<String, Double> since(Cpu before, double measuredSeconds) {
        var share = measuredSeconds * 1e9 / (nanos - before.nanos);
        var seconds = since(before);
        seconds.replaceAll((_, used) -> used * share);
        return seconds;
    }

    /// A process, the children that it has, and those that have ended: PostgreSQL has one for each
    /// connection.
    private static long of(ProcessHandle process) {
        return ticks(process, CHILDREN_SYSTEM)
                + (process.pid() == ProcessHandle.current().pid()
                        ? 0
                        : process.children().mapToLong(Cpu::of).sum());
    }

    private static long ticks(ProcessHandle process, int last) {
        try {
            var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            var sum = 0L;
            var end = process.pid() == ProcessHandle.current().pid() ? USER + 1 : last;
            for (var field = USER; field <= end; field++) {
                sum += Long.parseLong(fields[field]);
            }
            return sum;
        } catch (IOException gone) {
            return 0;
        }
    }
}
