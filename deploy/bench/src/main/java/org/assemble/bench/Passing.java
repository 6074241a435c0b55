package org.assemble.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Small requests through each gateway: what they cost, and how much later their answers come.
final class Passing implements GatewayBench.Part {
    private static final int CONNECTIONS = 32;
    private static final long FIRST_MILLIS = 2_000;

    /// A Java program is compiled while it runs, and measured when that is over.
    private static final long FIRST_OF_JAVA_MILLIS = 20_000;

    private static final long WARM_MILLIS = 1_000;
    private static final long MILLIS = 5_000;
    private static final long ALONE_MILLIS = 2_000;

    private static final String DIRECT = "A  direct";
    private static final String OURS = "E  ours";
    private static final String OURS_AS_SERVER = "F  ours, for a server";
    private static final Set<String> ALONE = Set.of(DIRECT, OURS, OURS_AS_SERVER);

    static String method(Size size) {
        return "%d rounds, contestants one after the other in each; before them each is asked for %d s, Java programs for %d s; in a round %d s to warm up and"
                        .formatted(
                                size.rounds(),
                                FIRST_MILLIS / 1_000,
                                FIRST_OF_JAVA_MILLIS / 1_000,
                                WARM_MILLIS / 1_000)
                + " %d s measured with %d connections (%d s with one); medians, (lowest–highest)."
                        .formatted(MILLIS / 1_000, CONNECTIONS, ALONE_MILLIS / 1_000);
    }

    @Override
    public void run(GatewayBench.Scene scene, Size size, Report report) throws Exception {
        var requests = scene.requests("GET /api/v1/ledger/accounts/bank/balance");
        try (var server = scene.stage().another("server", Stage.SERVICE_OPTIONS)) {
            var peers = new ArrayList<>(List.of(new Peer(DIRECT, scene.upstreamPort(), null)));
            peers.addAll(scene.peers().start(scene.stage().issuer(), report));
            peers.add(new Peer(OURS, scene.stage().port(), scene.stage().service()));
            peers.add(new Peer(OURS_AS_SERVER, server.port(), server.process().toHandle()));
            for (var peer : peers) {
                Runs.warm(
                        peer.load(CONNECTIONS, requests),
                        isJava(peer) ? FIRST_OF_JAVA_MILLIS : FIRST_MILLIS);
            }
            var many = measured(scene, peers, CONNECTIONS, MILLIS, requests, size, report);
            var alone = peers.stream().filter(peer -> ALONE.contains(peer.name())).toList();
            var one = measured(scene, alone, 1, ALONE_MILLIS, requests, size, report);
            report.say("\nThrough each gateway, %d connections".formatted(CONNECTIONS));
            many.values().forEach(report::figure);
            report.say("One connection");
            one.values().forEach(report::figure);
            judge(many, one, report);
        }
    }

    private static boolean isJava(Peer peer) {
        return Set.of(Peers.SPRING, OURS, OURS_AS_SERVER).contains(peer.name());
    }

    private static Map<String, Measured> measured(
            GatewayBench.Scene scene,
            List<Peer> peers,
            int connections,
            long millis,
            List<byte[]> requests,
            Size size,
            Report report)
            throws Exception {
        var all = new LinkedHashMap<String, Measured>();
        for (var round = 0; round < size.rounds(); round++) {
            for (var peer : peers) {
                var name = "%s, %d".formatted(peer.name(), connections);
                report.round(
                        all.computeIfAbsent(peer.name(), _ -> new Measured(name)),
                        Runs.of(
                                peer.processes(scene.upstream()),
                                WARM_MILLIS,
                                millis,
                                peer.load(connections, requests)));
            }
        }
        return all;
    }

    private static void judge(
            Map<String, Measured> many, Map<String, Measured> one, Report report) {
        report.say("CPU seconds for 10,000 requests");
        many.forEach((name, measured) -> {
            if (!name.equals(DIRECT)) {
                report.say(String.format(Locale.ROOT, "  %-30s %.3f", name, seconds(measured)));
            }
        });
        var used = seconds(many.get(OURS_AS_SERVER));
        Optional.ofNullable(many.get(Peers.HAPROXY))
                .ifPresent(theirs ->
                        report.atMost(
                                OURS_AS_SERVER + " / HAProxy, CPU", used / seconds(theirs), 1));
        Optional.ofNullable(many.get(Peers.SPRING))
                .ifPresent(theirs ->
                        report.atLeast(
                                "Spring Cloud Gateway / " + OURS_AS_SERVER + ", CPU",
                                seconds(theirs) / used,
                                6));
        report.say(
                String.format(
                        Locale.ROOT,
                        "  E, for trying out, compiled by the first compiler alone, takes %.2f times what F does",
                        seconds(many.get(OURS)) / used));
        for (var ours : List.of(OURS, OURS_AS_SERVER)) {
            report.atMost(
                    ours + " − direct, p50 in ms with one connection",
                    one.get(ours).millisAt(0.5) - one.get(DIRECT).millisAt(0.5),
                    1);
        }
    }

    private static double seconds(Measured measured) {
        return measured.cpuMicros("proxy") * 10_000 / 1e6;
    }
}
