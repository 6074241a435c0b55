package org.assemble.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assemble.acceptance.Command.Printed;
import org.assemble.local.Assemble;
import org.assemble.local.Folders;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The whole platform, started once for all tests by the command that users have, with data and
/// ports of its own. Afterwards it is stopped, and nothing may be left running.
final class WholePlatform implements BeforeAllCallback {
    private static final int GATEWAY_PORT = 8080;
    private static final int GATEWAY_MANAGEMENT_PORT = 8090;
    private static final int KEYCLOAK_PORT = 18080;
    private static final Map<String, Integer> SERVICE_PORTS =
            Map.of("campaign", 8081, "assembly", 8082, "training", 8083, "ledger", 8084);
    private static final List<Integer> PORTS =
            Stream.concat(
                            Stream.of(
                                    15432,
                                    19092,
                                    19093,
                                    KEYCLOAK_PORT,
                                    18081,
                                    GATEWAY_PORT,
                                    GATEWAY_MANAGEMENT_PORT),
                            SERVICE_PORTS.values().stream())
                    .toList();
    private static final String ROUTES = "routes.yaml";
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static WholePlatform running;

    private Path folder;
    private int portOffset;

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Stop.class, _ -> begin(), Stop.class);
    }

    /// Closed by the test engine when all tests are over.
    record Stop(WholePlatform platform) implements AutoCloseable {
        @Override
        public void close() {
            platform.end();
        }
    }

    private static Stop begin() {
        WholePlatform platform = new WholePlatform();
        platform.folder = Path.of("target", "platform").toAbsolutePath();
        platform.portOffset = freeOffset();
        Folders.delete(platform.folder);
        platform.giveAwkwardSecrets();
        platform.allowAsManyRequestsAsTestsMake();
        running = platform;
        Printed up = assemble("up", "--detach", "--once");
        if (up.status() != 0) {
            platform.end();
            throw new IllegalStateException("The platform did not start:\n" + up.output());
        }
        System.out.println(up.output());
        return new Stop(platform);
    }

    /// Secrets are made by chance, and some characters are easily lost between two parts.
    private void giveAwkwardSecrets() {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("secrets.properties"),
                    "keycloak.campaign-service.secret=a+secret/that%2Bis+easily&lost==\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The routing table of every installation, but for the limits of what could be guessed: tests
    /// are many people at one address.
    private void allowAsManyRequestsAsTestsMake() {
        try {
            String table =
                    Files.readString(Path.of("../../gateway/src/main/resources/routes.yaml"));
            Files.writeString(
                    folder.resolve(ROUTES),
                    table.replaceAll(
                            "(?m)^(?<limit>  (guessing|door|address|person): ).*$",
                            "${limit}6000 per 1s"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end() {
        Printed down = assemble("down");
        assertThat(down.status()).as(down.output()).isZero();
        assertThat(leftRunning()).as("what is left running").isEmpty();
        Folders.delete(folder.resolve("data"));
    }

    static URI gateway() {
        return URI.create("http://localhost:" + (GATEWAY_PORT + running.portOffset));
    }

    /// Where the gateway tells those who run it how it is.
    static URI gatewayInside() {
        return URI.create("http://localhost:" + (GATEWAY_MANAGEMENT_PORT + running.portOffset));
    }

    /// A service itself, as nobody outside can ask it.
    static URI service(String name) {
        return URI.create("http://localhost:" + (SERVICE_PORTS.get(name) + running.portOffset));
    }

    static URI keycloak() {
        return URI.create("http://localhost:" + (KEYCLOAK_PORT + running.portOffset));
    }

    /// A secret that this platform made for itself.
    static String secret(String name) {
        Properties secrets = new Properties();
        try (var reader = Files.newBufferedReader(running.folder.resolve("secrets.properties"))) {
            secrets.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return secrets.getProperty(name);
    }

    /// Runs a command as `./assemble` does.
    static Printed assemble(String... words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Assemble.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("ASSEMBLE_DATA", running.folder.toString());
        builder.environment().put("ASSEMBLE_PORT_OFFSET", Integer.toString(running.portOffset));
        builder.environment().put("ASSEMBLE_ROUTES", running.folder.resolve(ROUTES).toString());
        try {
            return Command.run(builder, PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> leftRunning() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .map(WholePlatform::commandLine)
                .filter(line -> line.contains(folder.toString()))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    /// Beside a platform that may run on this machine already.
    private static int freeOffset() {
        return IntStream.iterate(1000, offset -> offset < 12_000, offset -> offset + 500)
                .filter(offset -> PORTS.stream().allMatch(port -> isFree(port + offset)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free ports"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
