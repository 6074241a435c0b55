package org.assemble.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.assemble.local.Service;

/// A body that is sixteen times as large as the gateway's heap.
final class Upload implements GatewayBench.Part {
    private static final int BLOCK = 1 << 20;
    private static final int BLOCKS = 1 << 10;

    private static final List<String> OPTIONS = Service.javaOptions(64);

    @Override
    public void run(GatewayBench.Scene scene, Size size, Report report) throws Exception {
        report.say("\nA body of 1 GiB (%s)".formatted(String.join(" ", OPTIONS)));
        try (var gateway = scene.stage().another("upload", OPTIONS)) {
            var process = gateway.process().toHandle();
            var before = Resident.megabytes(process);
            for (var round = 0; round < size.rounds(); round++) {
                var cpu = Cpu.now(Map.of("gateway", process));
                var began = System.nanoTime();
                var same = send(scene, gateway.port()) ? 1 : 0;
                var seconds = (System.nanoTime() - began) / 1e9;
                report.say(
                        String.format(
                                Locale.ROOT,
                                "  %.1f s, %,.0f MB/s, %.1f CPU seconds of the gateway",
                                seconds,
                                1.0 * BLOCK * BLOCKS / 1e6 / seconds,
                                Cpu.now(Map.of("gateway", process)).since(cpu).get("gateway")));
                report.exactly("bodies with the same digest at the upstream", same, 1);
            }
            report.say(
                    String.format(
                            Locale.ROOT,
                            "  %,.0f MB of memory before, %,.0f MB at the most",
                            before,
                            Resident.mostMegabytes(process)));
        }
    }

    /// Whether the upstream got what was sent.
    private static boolean send(GatewayBench.Scene scene, int port) throws IOException {
        var digest = Upstream.sha256();
        var block = new byte[BLOCK];
        new Random(1).nextBytes(block);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var out = socket.getOutputStream();
            out.write(
                    scene.request(
                                    "POST /api/v1/ledger/imports",
                                    "Content-Type: application/octet-stream",
                                    "Content-Length: " + (long) BLOCK * BLOCKS,
                                    "Connection: close")
                            .getBytes(US_ASCII));
            for (var i = 0; i < BLOCKS; i++) {
                block[i] ^= 1; // no two blocks are the same
                digest.update(block);
                out.write(block);
            }
            var answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))
                            .lines()
                            .toList();
            return answer.getFirst().startsWith("HTTP/1.1 200")
                    && answer.getLast().equals(HexFormat.of().formatHex(digest.digest()));
        }
    }
}
