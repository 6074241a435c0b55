package org.assemble.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// PostgreSQL refuses to run as root; this is who runs it, and what stands before its command for
/// that.
record PostgresUser(List<String> prefix, boolean ownsByChange) {
    private static final String NOBODY = "65534:65534";

    static PostgresUser whoMayRun(Path programs) {
        if (!weAreRoot()) {
            return new PostgresUser(List.of(), false);
        }
        // In a user namespace of its own the process is nobody to itself, yet root's files stay its
        // own.
        var unshare = List.of("unshare", "--user");
        if (Commands.run(with(unshare, programs), Map.of()).fine()) {
            return new PostgresUser(unshare, false);
        }
        var setpriv =
                List.of(
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        "--inh-caps=-all");
        if (Commands.run(with(setpriv, programs), Map.of()).fine()) {
            return new PostgresUser(setpriv, true);
        }
        throw new CannotStart(
                "PostgreSQL does not run as root, and neither unshare nor setpriv works here:"
                        + " start the platform as another user");
    }

    private static boolean weAreRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException noSuchSystem) {
            return false;
        }
    }

    private static List<String> with(List<String> prefix, Path programs) {
        return Stream.concat(
                        prefix.stream(),
                        Stream.of(programs.resolve("postgres").toString(), "--version"))
                .toList();
    }

    /// Gives a file or folder to the one who runs PostgreSQL, where that is not us.
    void own(Path path) {
        if (ownsByChange) {
            var outcome = Commands.run(List.of("chown", "-R", NOBODY, path.toString()), Map.of());
            if (!outcome.fine()) {
                throw new CannotStart(
                        "PostgreSQL's data could not be given to its user: " + outcome.output());
            }
        }
    }
}
