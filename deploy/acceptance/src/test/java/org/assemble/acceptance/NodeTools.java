package org.assemble.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Node, with the packages that the frontend's lock file names: for what Java has no tools for. Not
/// every machine can have them. Where it can't, what needs them is skipped, and the output says so.
final class NodeTools {
    private static final Path SOURCES = Path.of("frontend");
    private static final int OLDEST = 20;
    private static final int PATIENCE_MINUTES = 5;

    /// How npm says that packages can't be had; everything else that goes wrong is a fault of ours.
    private static final Pattern NOT_TO_BE_HAD =
            Pattern.compile(
                    "code (ENOTFOUND|EAI_AGAIN|ECONN\\w+|ENETUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT"
                            + "|ENOTCACHED|E[45]\\d\\d)\\b");

    /// Where the sources stand with their packages, and everything is made.
    static final Path FOLDER = Path.of("target", "frontend").toAbsolutePath();

    private NodeTools() {}

    /// Makes the tools ready, or skips the test. What was made ready before is used again as long
    /// as the lock file is the same.
    static void need() {
        if (version() < OLDEST) {
            skip("Node " + OLDEST + " or newer is not to be found");
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
        WholePlatform.Printed npm =
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

    private static int version() {
        try {
            WholePlatform.Printed node = execute(Path.of("."), List.of("node", "--version"));
            return Integer.parseInt(node.output().replaceFirst("(?s)^v(\\d+)\\..*", "$1"));
        } catch (IOException | NumberFormatException none) {
            return 0;
        }
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
    static WholePlatform.Printed run(String... words) {
        try {
            return execute(FOLDER, List.of(words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WholePlatform.Printed execute(Path folder, List<String> words)
            throws IOException {
        Process process =
                new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(words + " did not end:\n" + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new WholePlatform.Printed(process.exitValue(), output);
    }
}
