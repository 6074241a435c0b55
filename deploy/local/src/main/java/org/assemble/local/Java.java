package org.assemble.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How a Java program is started here: on the JDK that we run on, small, and quick to be ready.
final class Java {
    private static final Path JDK = Path.of(System.getProperty("java.home"));

    private Java() {}

    /// The command up to the class path. The simple collector and compiler use the least memory and
    /// start fastest; they are for one machine, not for measuring.
    static List<String> command(Home home, String part, int heapMegabytes) {
        return concat(
                List.of(JDK.resolve("bin/java").toString(), "-D" + home.mark(part)),
                options(heapMegabytes));
    }

    static List<String> options(int heapMegabytes) {
        return List.of(
                "-Xmx" + heapMegabytes + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError");
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
