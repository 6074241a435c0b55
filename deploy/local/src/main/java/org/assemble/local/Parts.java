package org.assemble.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The archives that `deploy/parts` fetched, and the folder beside them where each is unpacked,
/// once for all who start it on this machine.
public record Parts(Path archives) {
    private static final String DRAFT = ".draft-";

    /// From the system property `assemble.parts`, or `deploy/parts/target/parts` of the checkout we
    /// stand in.
    public static Parts here() {
        var told = System.getProperty("assemble.parts");
        if (told != null) {
            return new Parts(Path.of(told).toAbsolutePath());
        }
        for (var folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            var archives = folder.resolve("deploy/parts/target/parts");
            if (Files.isDirectory(archives)) {
                return new Parts(archives);
            }
        }
        throw new CannotStart(
                "PostgreSQL, Kafka and Keycloak are not here yet: build deploy/parts first");
    }

    /// Where what was made of the archives stands.
    Path unpacked() {
        return archives.resolveSibling("unpacked");
    }

    Path kafkaLibraries() {
        return archives.resolve("kafka");
    }

    /// PostgreSQL's folder with `bin`, `lib` and `share`.
    Path postgres() {
        return prepared(
                archive("postgres-"),
                (archive, folder) -> {
                    try (var jar =
                            new ZipInputStream(
                                    new BufferedInputStream(Files.newInputStream(archive)))) {
                        for (var entry = jar.getNextEntry();
                                entry != null;
                                entry = jar.getNextEntry()) {
                            if (entry.getName().endsWith(".txz")) {
                                untar(new XZCompressorInputStream(jar), folder);
                                return;
                            }
                        }
                    }
                    throw new CannotStart(archive + " holds no PostgreSQL");
                });
    }

    /// Keycloak's archive: unpacking is not all there is to do, see Keycloak.
    Path keycloak() {
        return archive("keycloak-");
    }

    private Path archive(String prefix) {
        try (Stream<Path> files = Files.list(archives)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow(() ->
                            new CannotStart(
                                    "there is no "
                                            + prefix
                                            + "* in "
                                            + archives
                                            + ": build deploy/parts first"));
        } catch (IOException e) {
            throw new CannotStart("cannot read " + archives + ": build deploy/parts first", e);
        }
    }

    interface Preparation {
        void into(Path archive, Path folder) throws IOException;
    }

    /// The folder an archive was prepared into; it appears whole or not at all, so two starters at
    /// once do no harm.
    static Path prepared(Path archive, Preparation preparation) {
        var folder = folder(archive);
        var name = folder.getFileName().toString();
        var unpacked = folder.getParent();
        if (Files.isDirectory(folder)) {
            return folder;
        }
        forgetDrafts(unpacked, name);
        var draft = unpacked.resolve(name + DRAFT + UUID.randomUUID());
        try {
            Files.createDirectories(draft);
            preparation.into(archive, draft);
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException anotherWasFirst) {
            if (!Files.isDirectory(folder)) {
                throw new UncheckedIOException(anotherWasFirst);
            }
            Folders.delete(draft);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    /// What starters left that were cut short; a draft so old is nobody's work any more.
    private static void forgetDrafts(Path unpacked, String name) {
        var old = Instant.now().minus(1, ChronoUnit.HOURS);
        try (var folders = Files.newDirectoryStream(unpacked, name + DRAFT + "*")) {
            for (var draft : folders) {
                if (Files.getLastModifiedTime(draft).toInstant().isBefore(old)) {
                    Folders.delete(draft);
                }
            }
        } catch (NoSuchFileException nothingYet) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void untar(InputStream archive, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(archive)) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var target = inside(folder, entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(target.getParent());
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(tar, target);
                    Files.setPosixFilePermissions(target, permissions(entry.getMode()));
                }
            }
        }
    }

    static boolean isPrepared(Path archive) {
        return Files.isDirectory(folder(archive));
    }

    static Path folder(Path archive) {
        var name = archive.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
        return new Parts(archive.getParent()).unpacked().resolve(name);
    }

    /// Unpacks an archive that holds everything in one folder, without that folder.
    static void unzip(Path archive, Path folder) throws IOException {
        try (var zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var target = inside(folder, entry.getName().replaceFirst("^[^/]+/", "./"));
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                }
            }
        }
    }

    private static Path inside(Path folder, String name) {
        var target = folder.resolve(name).normalize();
        if (!target.startsWith(folder)) {
            throw new CannotStart("an archive names a file outside of itself: " + name);
        }
        return target;
    }

    private static EnumSet<PosixFilePermission> permissions(int mode) {
        var permissions =
                EnumSet.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.GROUP_READ,
                        PosixFilePermission.OTHERS_READ);
        if ((mode & 0100) != 0) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return permissions;
    }
}
