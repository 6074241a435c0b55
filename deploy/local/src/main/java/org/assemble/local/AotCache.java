package org.assemble.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// What a Java program has loaded and linked in an earlier run, so that it need not do so again: it
/// starts with half the work. A cache is good for one JDK and for the very libraries of that run.
///
/// @param file where it stands; the JDK is in its name
/// @param newest what is as new as the program itself: a cache that is older was recorded before
record AotCache(Path file, Path newest) {
    /// A recording is written when the program has ended, and takes its time.
    private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(10);

    private static final String QUIET = "-Xlog:aot=off,cds=off";

    static AotCache of(Path folder, String program, Path newest) {
        return new AotCache(
                folder.resolve(program + "-" + System.getProperty("java.vm.version") + ".aot"),
                newest);
    }

    boolean isFresh() {
        try {
            return Files.exists(file)
                    && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(newest))
                            >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    /// The program's options that use it, where it can be used.
    List<String> options() {
        return isFresh() ? List.of("-XX:AOTCache=" + file, QUIET) : List.of();
    }

    /// Records it anew: `start` starts the program with the options it is given, and returns when
    /// it is ready. It appears whole or not at all.
    void record(Function<List<String>, Child> start) {
        var draft = file.resolveSibling(file.getFileName() + ".draft");
        start.apply(List.of("-XX:AOTCacheOutput=" + draft, QUIET)).stop("TERM", WRITTEN_WITHIN);
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CannotStart(file + " was not recorded", e);
        }
    }
}
