package org.assemble.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assemble.acceptance.Command.Printed;
import org.junit.jupiter.api.Assumptions;

/// Node, with the packages that the frontend's lock file names: for what Java has no tools for. Not
/// every machine can have them. Where it can't, what needs them is skipped, and the output says so.
final class NodeTools {
    private static final Path SOURCES = Path.of("frontend");
    private static final int OLDEST_MAJOR = 20;
    private static final int OLDEST_MINOR = 17;
    private static final Pattern VERSION = Pattern.compile("v(\\d{1,4})\\.(\\d{1,4})\\..*");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// How npm says that packages can't be had; everything else that goes wrong is a fault of ours.
    /// A package or version that isn't there (404) is what we asked for.
    private static final Pattern NOT_TO_BE_HAD =
            Pattern.compile(
                    "code (ENOTFOUND|EAI_AGAIN|ECONN\\w+|ENETUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT"
                            + "|ENOTCACHED|E(?:40[13789]|429|5\\d\\d))\\b");

    /// Where the sources stand with their packages, and everything is made.
    static final Path FOLDER = Path.of("target", "frontend").toAbsolutePath();

    private NodeTools() {}

    /// Makes the tools ready, or skips the test. What was made ready before is used again as long
    /// as the lock file is the same.
    static void need() {
        if (!isNewEnough(version("node"))) {
            skip("Node %d.%d or newer is not to be found".formatted(OLDEST_MAJOR, OLDEST_MINOR));
        }
        if (version("npm").isEmpty()) {
            skip("npm is not to be found");
        }
        try {
            copySources();
            Path lock = SOURCES.resolve("package-lock.json");
            Path installed = FOLDER.resolve("installed");
            if (Files.exists(installed) && Files.mismatch(lock, installed) < 0) {
                return;
            }
            install();
            Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void install() {
        Printed npm =
                run("npm", "ci", "--prefer-offline", "--fetch-retries=1", "--fetch-timeout=20000");
        if (npm.status() != 0 && isNotToBeHad(npm.output())) {
            skip("npm could not get its packages");
        }
        assertThat(npm.status()).as(npm.output()).isZero();
    }

    /// Whether what npm said means that the machine is to blame, and not what we pinned.
    static boolean isNotToBeHad(String said) {
        return NOT_TO_BE_HAD.matcher(said).find();
    }

    private static void skip(String why) {
        String said =
                why
                        + ": that the API's description keeps Spectral's rules, and that a"
                        + " TypeScript client of it compiles and works, was NOT CHECKED.";
        System.out.println("[WARNING] " + said);
        Assumptions.abort(said);
    }

    /// What is not there has none.
    private static String version(String program) {
        try {
            return execute(Path.of("."), List.of(program, "--version")).output().strip();
        } catch (IOException none) {
            return "";
        }
    }

    /// The oldest that all packages take.
    static boolean isNewEnough(String node) {
        Matcher version = VERSION.matcher(node);
        if (!version.matches()) {
            return false;
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        return major > OLDEST_MAJOR || major == OLDEST_MAJOR && minor >= OLDEST_MINOR;
    }

    private static void copySources() throws IOException {
        Files.createDirectories(FOLDER);
        try (Stream<Path> sources = Files.list(SOURCES)) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Files.copy(
                        source,
                        FOLDER.resolve(source.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /// Runs a command among the packages, whose own commands it finds.
    static Printed run(String... words) {
        try {
            return execute(FOLDER, List.of(words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Printed execute(Path folder, List<String> words) throws IOException {
        return Command.run(new ProcessBuilder(words).directory(folder.toFile()), PATIENCE);
    }
}
