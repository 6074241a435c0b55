package org.assemble.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// How much memory processes take.
final class Memory {
    private Memory() {}

    /// The kilobytes of a process. What several share is divided among them ("PSS").
    static long kilobytes(ProcessHandle process) {
        return field(Path.of("/proc/" + process.pid() + "/smaps_rollup"), "Pss:");
    }

    /// The kilobytes of a process and its children: PostgreSQL has one for each connection, and
    /// their buffers in common.
    static long kilobytesWithChildren(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(Memory::kilobytes)
                .sum();
    }

    private static long field(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }
}
