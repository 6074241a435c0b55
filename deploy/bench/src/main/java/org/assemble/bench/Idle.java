package org.assemble.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.assemble.local.Service;

/// Ten thousand streams of events on which nothing happens: the memory that they take, and whether
/// all of them live.
final class Idle implements GatewayBench.Part {
    private static final int STREAMS = 10_000;
    private static final int CALLERS = 100;
    private static final int MOST_MEGABYTES = 300;

    /// Each stream has a connection to the gateway; from there many share one.
    private static final int FILES_NEEDED = STREAMS + 1_000;

    /// The gateway looks every 20 s whether a stream was silent since it last looked.
    private static final long LISTENED_MILLIS = 45_000;

    private static final String HEARTBEAT = ":\n\n";

    /// More than `./assemble up` gives it, and few callers instead of many.
    private static final List<String> OPTIONS =
            Stream.concat(
                            Service.javaOptions(160).stream(),
                            Stream.of("-Dassemble.gateway.limits.streams-per-caller=" + STREAMS))
                    .toList();

    @Override
    public void run(GatewayBench.Scene scene, Size size, Report report) throws Exception {
        report.say("\nIdle streams of events (%s)".formatted(String.join(" ", OPTIONS)));
        if (openFiles() < FILES_NEEDED) {
            report.notMeasured(
                    "idle streams",
                    "a process may open %,d files, and %,d are needed: ulimit -n"
                            .formatted(openFiles(), FILES_NEEDED));
            return;
        }
        List<SocketChannel> streams = new ArrayList<>();
        try (var gateway = scene.stage().another("idle", OPTIONS)) {
            var process = gateway.process().toHandle();
            var before = Resident.megabytes(process);
            open(scene, gateway.port(), streams);
            var cpu = Cpu.now(Map.of("gateway", process));
            Stage.pause(LISTENED_MILLIS);
            var used = Cpu.now(Map.of("gateway", process)).since(cpu).get("gateway");
            report.say(
                    String.format(
                            Locale.ROOT,
                            "  %,.0f MB with none, %,.0f MB with %,d; %.2f CPU seconds in the next %d",
                            before,
                            Resident.megabytes(process),
                            streams.size(),
                            used,
                            LISTENED_MILLIS / 1_000));
            report.exactly("streams that are told that they live", alive(streams), STREAMS);
            report.atMost(
                    "MB of memory at the most, with all streams",
                    Resident.mostMegabytes(process),
                    MOST_MEGABYTES);
        } finally {
            for (var stream : streams) {
                stream.close();
            }
        }
    }

    /// How many this process may open, and with it those that it starts.
    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    private static void open(GatewayBench.Scene scene, int port, List<SocketChannel> streams)
            throws IOException {
        List<byte[]> requests = new ArrayList<>();
        for (var i = 0; i < CALLERS; i++) {
            requests.add(
                    scene.request("GET /api/v1/ledger/events", "Accept: text/event-stream")
                            .getBytes(US_ASCII));
        }
        var begun = ByteBuffer.allocate(4_096);
        for (var i = 0; i < STREAMS; i++) {
            var stream =
                    SocketChannel.open(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            streams.add(stream);
            stream.write(ByteBuffer.wrap(requests.get(i % CALLERS)));
            awaitBeginning(stream, begun.clear());
            stream.configureBlocking(false);
        }
    }

    /// The head, and the first thing that the upstream says.
    private static void awaitBeginning(SocketChannel stream, ByteBuffer begun) throws IOException {
        while (!text(begun).contains(": open\n\n")) {
            if (stream.read(begun) < 0) {
                throw new IOException("a stream ended: " + text(begun));
            }
        }
        if (!text(begun).startsWith("HTTP/1.1 200")) {
            throw new IOException("a stream was not opened: " + text(begun));
        }
    }

    private static long alive(List<SocketChannel> streams) throws IOException {
        var said = ByteBuffer.allocate(4_096);
        var alive = 0L;
        for (var stream : streams) {
            if (stream.read(said.clear()) > 0 && text(said).contains(HEARTBEAT)) {
                alive++;
            }
        }
        return alive;
    }

    private static String text(ByteBuffer bytes) {
        return new String(bytes.array(), 0, bytes.position(), US_ASCII);
    }
}
