package org.assemble.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assemble.local.Home;
import org.assemble.local.Ports;

/// Who the gateway is measured beside, each as its makers would set it up for speed: started where
/// it is installed.
final class Peers implements AutoCloseable {
    static final String NGINX = "B  nginx, without auth";
    static final String HAPROXY = "C  HAProxy, jwt_verify";
    static final String SPRING = "D  Spring Cloud Gateway, JWT";

    private static final Path SPRING_SOURCE =
            Path.of("deploy/bench/peers/spring-cloud-gateway").toAbsolutePath();
    private static final Path SPRING_BUILD =
            Path.of("deploy/bench/target/spring-cloud-gateway").toAbsolutePath();
    private static final Path SPRING_LOG =
            Path.of("deploy/bench/target/spring-cloud-gateway.log").toAbsolutePath();
    private static final String SPRING_MAIN = "org.assemble.bench.peer.SpringCloudGateway";

    private static final long BUILT_WITHIN_MINUTES = 5;
    private static final long READY_WITHIN_SECONDS = 60;
    private static final long STOPPED_WITHIN_SECONDS = 10;

    private static final List<Path> PROGRAMS =
            Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin")
                    .map(Path::of)
                    .toList();

    private static final String NGINX_SETTINGS =
            """
            worker_processes 2;
            error_log stderr;
            pid %1$s/nginx.pid;
            events { worker_connections 1024; }
            http {
                access_log off;
                keepalive_requests 1000000000;
                client_body_temp_path %1$s/nginx-body;
                proxy_temp_path %1$s/nginx-proxy;
                fastcgi_temp_path %1$s/nginx-fastcgi;
                uwsgi_temp_path %1$s/nginx-uwsgi;
                scgi_temp_path %1$s/nginx-scgi;
                upstream behind { server 127.0.0.1:%3$d; keepalive 64; keepalive_requests 1000000000; }
                server {
                    listen 127.0.0.1:%2$d;
                    location / {
                        proxy_pass http://behind;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                    }
                }
            }
            """;

    private static final String HAPROXY_SETTINGS =
            """
            global
                nbthread 2
                maxconn 4096
            defaults
                mode http
                timeout connect 2s
                timeout client 60s
                timeout server 60s
            frontend door
                bind 127.0.0.1:%1$d
                http-request set-var(txn.token) http_auth_bearer
                http-request set-var(txn.alg) var(txn.token),jwt_header_query('$.alg')
                http-request set-var(txn.iss) var(txn.token),jwt_payload_query('$.iss')
                http-request set-var(txn.aud) var(txn.token),jwt_payload_query('$.aud')
                http-request set-var(txn.exp) var(txn.token),jwt_payload_query('$.exp','int')
                http-request set-var(txn.now) date()
                http-request deny deny_status 401 unless { var(txn.alg) -m str RS256 }
                http-request deny deny_status 401 unless { var(txn.iss) -m str %3$s }
                http-request deny deny_status 401 unless { var(txn.aud) -m str assemble-api }
                http-request deny deny_status 401 if { var(txn.exp),sub(txn.now) -m int lt 0 }
                http-request deny deny_status 401 unless { var(txn.token),jwt_verify(txn.alg,"%4$s") -m int 1 }
                default_backend behind
            backend behind
                http-reuse always
                server upstream 127.0.0.1:%2$d
            """;

    private final Home home;
    private final int upstream;
    private final List<Process> started = new ArrayList<>();

    /// @param upstream the port of what stands behind
    Peers(Home home, int upstream) {
        this.home = home;
        this.upstream = upstream;
    }

    /// Whoever is there; of the others it is said that they are not.
    List<Peer> start(Issuer issuer, Report report) throws IOException, InterruptedException {
        var peers = new ArrayList<Peer>();
        start(NGINX, report, () -> nginx(report)).ifPresent(peers::add);
        start(HAPROXY, report, () -> haproxy(issuer, report)).ifPresent(peers::add);
        start(SPRING, report, () -> spring(issuer, report)).ifPresent(peers::add);
        return peers;
    }

    /// One that is installed and doesn't start (an HAProxy from before `jwt_verify`) keeps nobody
    /// else from being measured.
    private static Optional<Peer> start(String name, Report report, Starting peer)
            throws IOException, InterruptedException {
        try {
            return peer.start();
        } catch (NotStarted notStarted) {
            report.notMeasured(name, notStarted.getMessage());
            return Optional.empty();
        }
    }

    /// How one of them is started, if it is installed.
    private interface Starting {
        Optional<Peer> start() throws IOException, InterruptedException;
    }

    /// A program ended, or did not listen in time.
    private static final class NotStarted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotStarted(String name, String log) {
            super("%s did not start: %s".formatted(name, log));
        }
    }

    private Optional<Peer> nginx(Report report) throws IOException {
        var program = program("nginx");
        if (program.isEmpty()) {
            report.notMeasured(NGINX, "nginx is not installed");
            return Optional.empty();
        }
        report.say(version(program.get()));
        var port = Ports.free();
        var settings = home.file("nginx.conf");
        Files.writeString(settings, NGINX_SETTINGS.formatted(home.folder(), port, upstream));
        return Optional.of(
                run(
                        NGINX,
                        port,
                        "nginx",
                        List.of(
                                program.get().toString(),
                                "-p",
                                home.folder().toString(),
                                "-c",
                                settings.toString(),
                                "-g",
                                "daemon off;")));
    }

    private Optional<Peer> haproxy(Issuer issuer, Report report) throws IOException {
        var program = program("haproxy");
        if (program.isEmpty()) {
            report.notMeasured(HAPROXY, "haproxy is not installed");
            return Optional.empty();
        }
        report.say(version(program.get()));
        var port = Ports.free();
        var key = home.file("issuer.pem");
        Files.writeString(
                key,
                "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                        .formatted(
                                Base64.getMimeEncoder(64, "\n".getBytes(UTF_8))
                                        .encodeToString(issuer.publicKey().getEncoded())));
        var settings = home.file("haproxy.cfg");
        Files.writeString(settings, HAPROXY_SETTINGS.formatted(port, upstream, issuer.url(), key));
        return Optional.of(
                run(
                        HAPROXY,
                        port,
                        "haproxy",
                        List.of(program.get().toString(), "-db", "-f", settings.toString())));
    }

    private Optional<Peer> spring(Issuer issuer, Report report)
            throws IOException, InterruptedException {
        if (!isSpringBuilt()) {
            report.notMeasured(SPRING, "it could not be built: " + SPRING_LOG + " says why");
            return Optional.empty();
        }
        report.say("  " + springVersion());
        var port = Ports.free();
        var route = "--spring.cloud.gateway.server.webflux.routes[0]";
        var token = "--spring.security.oauth2.resourceserver.jwt";
        var command = new ArrayList<>(List.of(java(), "-D" + home.mark("spring")));
        command.addAll(Stage.SERVICE_OPTIONS);
        command.addAll(
                List.of(
                        "-cp",
                        SPRING_BUILD.resolve("classes") + ":" + SPRING_BUILD.resolve("lib/*"),
                        SPRING_MAIN,
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        route + ".id=behind",
                        route + ".uri=http://127.0.0.1:" + upstream,
                        route + ".predicates[0]=Path=/api/**",
                        token + ".issuer-uri=" + issuer.url(),
                        token + ".audiences=assemble-api"));
        return Optional.of(run(SPRING, port, "spring", command));
    }

    /// Its libraries are fetched once.
    private boolean isSpringBuilt() throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(
                        "./mvnw",
                        "-B",
                        "-q",
                        "-f",
                        SPRING_SOURCE.resolve("pom.xml").toString(),
                        "process-classes");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var build = builder.redirectErrorStream(true).redirectOutput(SPRING_LOG.toFile()).start();
        if (!build.waitFor(BUILT_WITHIN_MINUTES, TimeUnit.MINUTES)) {
            build.destroy();
            return false;
        }
        return build.exitValue() == 0;
    }

    private static String springVersion() throws IOException {
        try (var libraries =
                Files.newDirectoryStream(
                        SPRING_BUILD.resolve("lib"), "spring-cloud-gateway-server-webflux-*.jar")) {
            return libraries.iterator().next().getFileName().toString();
        }
    }

    /// What stands behind all of them.
    ProcessHandle startUpstream() throws IOException {
        return run(
                        "upstream",
                        upstream,
                        "upstream",
                        List.of(
                                java(),
                                "-D" + home.mark("upstream"),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Upstream.class.getName(),
                                Integer.toString(upstream)))
                .between();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin/java").toString();
    }

    private static Optional<Path> program(String name) {
        return PROGRAMS.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// The first line of what a program says of itself.
    private static String version(Path program) throws IOException {
        var asked = new ProcessBuilder(program.toString(), "-v").redirectErrorStream(true).start();
        try (var said = asked.inputReader()) {
            return "  " + said.readLine();
        }
    }

    private Peer run(String name, int port, String part, List<String> command) throws IOException {
        var log = home.log(part);
        var process =
                new ProcessBuilder(command)
                        .directory(home.folder().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        started.add(process);
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
        while (!listens(port)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new NotStarted(name, Files.readString(log));
            }
            Stage.pause(50);
        }
        return new Peer(name, port, process.toHandle());
    }

    private static boolean listens(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        for (var process : started) {
            process.destroy();
            try {
                if (!process.waitFor(STOPPED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UncheckedIOException(new IOException(e));
            }
        }
        home.clear();
    }
}
