package org.assemble.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A real Keycloak on our PostgreSQL, with the realm `assemble`.
final class Keycloak {
    static final String PART = "keycloak";
    static final String REALM = "assemble";

    private static final Duration READY_WITHIN = Duration.ofMinutes(10);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(20);
    private static final int HEAP_MEGABYTES = 320;

    /// @param secrets what the realm file's `${…}` stand for
    record Settings(
            int port,
            int managementPort,
            Postgres.Database database,
            String adminPassword,
            Path realm,
            Map<String, String> secrets) {
        URI address() {
            return URI.create("http://localhost:" + port);
        }
    }

    private Keycloak() {}

    /// Starts it; the realm is imported when the database does not hold it yet.
    static Child start(Home home, Path distribution, Settings settings, List<String> javaOptions) {
        Child.find(home, PART).ifPresent(Keycloak::stop);
        Ports.requireFree(PART, settings.port);
        Ports.requireFree(PART, settings.managementPort);
        var folder = ownFolder(home, distribution, settings.realm);
        var command =
                Java.concat(
                        Java.command(home, PART, HEAP_MEGABYTES),
                        javaOptions,
                        program(folder, classPath(distribution)),
                        List.of(
                                "start",
                                "--optimized",
                                "--import-realm",
                                "--cache=local",
                                "--hostname=" + settings.address(),
                                "--http-enabled=true",
                                "--http-host=127.0.0.1",
                                "--http-port=" + settings.port,
                                "--http-management-host=127.0.0.1",
                                "--http-management-port=" + settings.managementPort,
                                "--db-pool-initial-size=1",
                                "--db-pool-min-size=1",
                                "--db-pool-max-size=10"));
        return Child.start(home, PART, command, environment(settings));
    }

    static void awaitReady(Child child, Settings settings) {
        var page =
                settings.address()
                        .resolve("/realms/" + REALM + "/.well-known/openid-configuration");
        Until.ready(child, READY_WITHIN, () -> Http.get(page));
    }

    static void stop(Child child) {
        child.stop("TERM", STOPPED_WITHIN);
    }

    private static Map<String, String> environment(Settings settings) {
        var environment = new LinkedHashMap<>(settings.secrets);
        environment.put("KC_DB_URL", "jdbc:postgresql://" + settings.database.address());
        environment.put("KC_DB_USERNAME", settings.database.owner());
        environment.put("KC_DB_PASSWORD", settings.database.ownerPassword());
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", settings.adminPassword);
        return environment;
    }

    /// The distribution, unpacked and built for PostgreSQL: once for all who start it from this
    /// checkout (it takes most of a minute).
    static Path prepare(Home home) {
        if (!isPrepared()) {
            Say.line("  Preparing Keycloak (once, about a minute) …");
        }
        return Parts.prepared(
                Parts.here().keycloak(),
                (archive, draft) -> {
                    Parts.unzip(archive, draft);
                    var command =
                            Java.concat(
                                    Java.command(home, "keycloak-build", 1024),
                                    program(draft, draft.resolve("lib/quarkus-run.jar").toString()),
                                    List.of("build", "--db=postgres", "--health-enabled=true"));
                    Child.runToEnd(home, "keycloak-build", command);
                });
    }

    private static boolean isPrepared() {
        return Parts.isPrepared(Parts.here().keycloak());
    }

    static AotCache cache() {
        var distribution = Parts.folder(Parts.here().keycloak());
        return AotCache.of(
                distribution, PART, distribution.resolve("lib/quarkus/generated-bytecode.jar"));
    }

    /// As `kc.sh` starts it.
    private static List<String> program(Path folder, String classPath) {
        return List.of(
                "-Dkc.home.dir=" + folder,
                "-Djboss.server.config.dir=" + folder.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dpicocli.disable.closures=true",
                "-Dquarkus-log-max-startup-records=10000",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                classPath.endsWith("quarkus-run.jar")
                        ? "io.quarkus.bootstrap.runner.QuarkusEntryPoint"
                        : "org.keycloak.quarkus.runtime.KeycloakMain");
    }

    /// All libraries on one plain class path: only what the JVM's own class loader loads can come
    /// from an AOT cache.
    private static String classPath(Path distribution) {
        var lib = distribution.resolve("lib");
        try (var main = Files.list(lib.resolve("lib/main"));
                var boot = Files.list(lib.resolve("lib/boot"))) {
            var own =
                    Stream.of(
                                    "quarkus/generated-bytecode.jar",
                                    "quarkus/transformed-bytecode.jar",
                                    "app/keycloak.jar")
                            .map(lib::resolve);
            return Stream.of(own, main.sorted(), boot.sorted())
                    .flatMap(jars -> jars)
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Keycloak keeps temporary data, and looks for realms to import, inside its folder; so each
    /// platform has a folder of its own that points to the common distribution.
    private static Path ownFolder(Home home, Path distribution, Path realm) {
        var folder = home.data(PART);
        Folders.delete(folder);
        try {
            var imports = Files.createDirectories(folder.resolve("data/import"));
            Files.copy(realm, imports.resolve("assemble-realm.json"));
            for (var part : List.of("lib", "conf", "providers", "themes")) {
                Files.createSymbolicLink(folder.resolve(part), distribution.resolve(part));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }
}
