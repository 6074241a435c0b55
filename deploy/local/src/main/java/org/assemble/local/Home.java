package org.assemble.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The one folder in which a running platform keeps everything: `data/<part>`, `logs/<part>.log`.
///
/// @param inBackground whether its processes have the lowest priority
public record Home(Path folder, boolean inBackground) {
    public Home {
        folder = folder.toAbsolutePath().normalize();
    }

    public Home(Path folder) {
        this(folder, false);
    }

    static Home inBackground(Path folder) {
        return new Home(folder, true);
    }

    public Path data(String part) {
        return made(folder.resolve("data")).resolve(part);
    }

    public Path log(String part) {
        return made(folder.resolve("logs")).resolve(part + ".log");
    }

    public Path file(String name) {
        return made(folder).resolve(name);
    }

    /// What marks a process as the part of this home: it stands on its command line, so that a
    /// platform finds its own processes whatever happened to the one that started them.
    public String mark(String part) {
        return "assemble.part=" + folder + "#" + part;
    }

    /// Ends whatever still runs here and forgets everything.
    public void clear() {
        Child.all(this).forEach(Child::kill);
        Folders.delete(folder);
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
