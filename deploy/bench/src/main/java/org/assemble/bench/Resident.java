package org.assemble.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The memory that a process has in use, from `/proc`: all of it, not the heap alone.
final class Resident {
    private static final double KILOBYTES = 1_024;

    private Resident() {}

    static double megabytes(ProcessHandle process) {
        return kilobytes(process, "VmRSS:") / KILOBYTES;
    }

    /// The most that it ever had.
    static double mostMegabytes(ProcessHandle process) {
        return kilobytes(process, "VmHWM:") / KILOBYTES;
    }

    private static long kilobytes(ProcessHandle process, String field) {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }
}
