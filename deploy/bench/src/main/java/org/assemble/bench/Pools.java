package org.assemble.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// How many connections to a service are worth keeping: as many callers at once as there are
/// connections behind the gateway, with a service that answers at once and with one that first
/// waits, as for its database.
final class Pools implements GatewayBench.Part {
    private static final List<Integer> CONNECTIONS = List.of(8, 16, 32, 64, 128, 256);
    private static final int WAITS_MILLIS = 5;
    private static final long FIRST_MILLIS = 20_000;
    private static final long WARM_MILLIS = 500;
    private static final long MILLIS = 3_000;

    /// All callers have one address here, and each request must find a place.
    private static final List<String> OPTIONS =
            Stream.concat(
                            Stage.SERVICE_OPTIONS.stream(),
                            Stream.of(
                                    "-Dassemble.gateway.limits.at-once-per-address=1024",
                                    "-Dassemble.gateway.limits.at-once-per-service=1024"))
                    .toList();

    @Override
    public void run(GatewayBench.Scene scene, Size size, Report report) throws Exception {
        report.say(
                "\nConnections to a service that answers at once, and to one that waits %d ms (%s)"
                        .formatted(WAITS_MILLIS, String.join(" ", OPTIONS)));
        var path = "GET /api/v1/ledger/accounts/bank/balance";
        Map<String, List<byte[]>> services = new TreeMap<>();
        services.put("at once", scene.requests(path));
        services.put("waits", scene.requests(path + "?" + Upstream.WAIT + "=" + WAITS_MILLIS));
        try (var gateway = scene.stage().another("pools", OPTIONS)) {
            var peer = new Peer("pools", gateway.port(), gateway.process().toHandle());
            Runs.warm(peer.load(32, services.get("at once")), FIRST_MILLIS);
            var all = new LinkedHashMap<String, Measured>();
            for (var round = 0; round < size.rounds(); round++) {
                for (var service : services.entrySet()) {
                    for (var connections : CONNECTIONS) {
                        var name = "%s, %d".formatted(service.getKey(), connections);
                        report.round(
                                all.computeIfAbsent(name, Measured::new),
                                Runs.of(
                                        peer.processes(scene.upstream()),
                                        WARM_MILLIS,
                                        MILLIS,
                                        peer.load(connections, service.getValue())));
                    }
                }
            }
            all.values().forEach(report::figure);
        }
    }
}
