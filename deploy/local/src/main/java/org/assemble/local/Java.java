package org.assemble.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// How a Java program is started here: on the JDK that we run on, small, and quick to be ready.
final class Java {
    /// A recording is written when the program has ended, and takes its time.
    static final Duration RECORDED_WITHIN = Duration.ofMinutes(5);

    private static final Path JDK = Path.of(System.getProperty("java.home"));

    private Java() {}

    /// The command up to the class path. The simple collector and compiler use the least memory and
    /// start fastest; they are for one machine, not for measuring.
    static List<String> command(Home home, String part, int heapMegabytes) {
        return List.of(
                JDK.resolve("bin/java").toString(),
                "-D" + home.mark(part),
                "-Xmx" + heapMegabytes + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError");
    }

    /// Options that let the program begin with classes that an earlier run has loaded and linked,
    /// where that run's cache is there. One made by another JDK, or for other libraries, is not
    /// used.
    static List<String> warmedBy(Path cache) {
        return Files.exists(cache)
                ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off,cds=off")
                : List.of();
    }

    static List<String> recording(Path cache) {
        return List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot=off,cds=off");
    }

    /// Has a cache recorded beside its place, and moves it there when it is whole.
    static void record(Path cache, Consumer<Path> run) {
        var draft = cache.resolveSibling(cache.getFileName() + ".draft");
        try {
            Files.createDirectories(cache.getParent());
            run.accept(draft);
            Files.move(draft, cache, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CannotStart(cache + " was not recorded", e);
        }
    }

    /// Where the cache of a program stands: one for each JDK.
    static Path cache(Path folder, String program) {
        return folder.resolve(program + "-" + System.getProperty("java.vm.version") + ".aot");
    }

    static Path jdk() {
        return JDK;
    }

    @SafeVarargs
    static List<String> concat(List<String>... parts) {
        var whole = new ArrayList<String>();
        for (var part : parts) {
            whole.addAll(part);
        }
        return whole;
    }
}
