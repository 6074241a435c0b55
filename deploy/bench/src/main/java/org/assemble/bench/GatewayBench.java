package org.assemble.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assemble.local.Home;
import org.assemble.local.Ports;
import org.assemble.local.Service;

/// `./assemble bench gateway`: beside other gateways, with very many streams, and with a large body
/// in a small heap.
final class GatewayBench {
    /// So that no answer is cheap because the caller is the same as before.
    private static final int CALLERS = 1_000;

    /// The limits are on, and nobody reaches them.
    private static final String TABLE =
            """
            services:
              ledger:
                addresses: http://127.0.0.1:%d
                answers: [ledger]
            routes:
              - path: /api/v1/ledger/events
                streams: true
            limits:
              address: 999999999 per 1m
              client: 999999999 per 1m
            """;

    private GatewayBench() {}

    /// One part of it.
    interface Part {
        void run(Scene scene, Size size, Report report) throws Exception;
    }

    /// What there is while something is measured.
    ///
    /// @param stage with the gateway as `./assemble up` starts it
    /// @param peers with the upstream
    record Scene(Stage stage, Peers peers, ProcessHandle upstream, int upstreamPort) {

        /// A request of each of many callers.
        List<byte[]> requests(String requestLine, String... headers) {
            List<byte[]> requests = new ArrayList<>();
            for (var i = 0; i < CALLERS; i++) {
                requests.add(request(requestLine, headers).getBytes(US_ASCII));
            }
            return requests;
        }

        /// A request of somebody who has not asked before.
        String request(String requestLine, String... headers) {
            var token = stage.tokenOf(UUID.randomUUID(), List.of(), "finance");
            return "%s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n%s\r\n"
                    .formatted(
                            requestLine,
                            token,
                            String.join(
                                    "",
                                    Stream.of(headers).map(header -> header + "\r\n").toList()));
        }
    }

    static void run(List<String> words, Size size, Report report) throws Exception {
        var method = method(size);
        method.forEach(report::say);
        var upstreamPort = Ports.free();
        var home = new Home(Bench.data().resolveSibling("bench-peers"));
        home.clear();
        var peers = new Peers(home, upstreamPort);
        Runtime.getRuntime().addShutdownHook(new Thread(peers::close, "end the peers"));
        var upstream = peers.startUpstream();
        try (peers;
                var stage = open(home, upstreamPort)) {
            var scene = new Scene(stage, peers, upstream, upstreamPort);
            for (var part : parts(words)) {
                part.run(scene, size, report);
            }
        }
        report.end(method);
    }

    private static Stage open(Home home, int upstreamPort) throws IOException {
        var table = home.file("routes.yaml");
        Files.writeString(table, TABLE.formatted(upstreamPort));
        return Stage.open(
                Bench.data(),
                Subject.gateway(Bench.build("BENCH_GATEWAY", "gateway"), table),
                Service.GATEWAY.javaOptions());
    }

    private static List<Part> parts(List<String> words) {
        return Stream.<Part>of(new Passing(), new Pools(), new Upload(), new Idle())
                .filter(part -> Bench.isWanted(part.getClass().getSimpleName(), words))
                .toList();
    }

    private static List<String> method(Size size) {
        return List.of(
                "The gateway, measured on this machine in one run: %d processors, Java %s."
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                Runtime.version().feature()),
                "Everybody passes the same requests to the same upstream (Vert.x, one event loop, a process of its own):"
                        + " GET, an answer of 85 bytes of JSON, HTTP/1.1, connections kept.",
                "%,d callers ask in turn, each with an RS256 token of their own of about 900 bytes, by an issuer of ours."
                        .formatted(CALLERS),
                "nginx and HAProxy as Debian has them, two workers or threads, without an access log; HAProxy checks algorithm,"
                        + " issuer, audience, exp and signature.",
                "Spring Cloud Gateway is a resource server with one route: it checks issuer, audience, exp and signature (%s)."
                        .formatted(String.join(" ", Stage.SERVICE_OPTIONS)),
                "Ours is the packaged gateway with all that it does (limits, access log, metrics, traces), with its PostgreSQL and"
                        + " Kafka: as ./assemble up starts it (%s), and as a server would (%s)."
                                .formatted(
                                        String.join(" ", Service.GATEWAY.javaOptions()),
                                        String.join(" ", Stage.SERVICE_OPTIONS)),
                Passing.method(size),
                "CPU: of the process and its children, user and system, from /proc. The loader and the upstream share the"
                        + " processors with what stands between.");
    }
}
