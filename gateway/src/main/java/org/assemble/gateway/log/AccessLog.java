package org.assemble.gateway.log;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.request.Visit;
import org.jboss.logging.Logger;

/// The access log: a line of JSON for each request, when it is over. Event loops put lines into a
/// queue; a thread of its own writes what has gathered a few times a second, so that a slow disk
/// slows no request. When the queue is full lines are left out, and it is said how many.
@Singleton
public class AccessLog {

    private static final Logger LOG = Logger.getLogger(AccessLog.class);
    private static final int MOST_WAITING = 16_384;
    private static final long GATHERED_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long STOPPED_MILLIS = 2_000;
    private static final int LINE = 400;

    /// What many logs have for a caller who left before the answer.
    private static final int LEFT = 499;

    private final GatewaySettings.AccessLog settings;
    private final ArrayBlockingQueue<AccessLine> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final LongAdder leftOut = new LongAdder();
    private final Pseudonyms pseudonyms = new Pseudonyms();
    private final Timestamps times = new Timestamps();
    private volatile boolean stopping;
    private Thread writer;

    AccessLog(GatewaySettings settings) {
        this.settings = settings.accessLog();
    }

    void start(@Observes StartupEvent event) {
        if (settings.written()) {
            OutputStream out = open();
            writer = Thread.ofPlatform().daemon().name("access-log").start(() -> write(out));
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        if (writer != null) {
            LockSupport.unpark(writer);
            writer.join(STOPPED_MILLIS);
        }
    }

    private OutputStream open() {
        if (settings.file().isEmpty()) {
            return new FileOutputStream(FileDescriptor.out);
        }
        Path file = settings.file().get();
        try {
            return Files.newOutputStream(
                    file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException("assemble.gateway.access-log.file", failure);
        }
    }

    /// Notes a request that is over.
    public void note(Visit visit, RoutingContext exchange) {
        if (settings.written() && !waiting.offer(lineOf(visit, exchange))) {
            leftOut.increment();
        }
    }

    private static AccessLine lineOf(Visit visit, RoutingContext exchange) {
        HttpServerRequest asked = exchange.request();
        HttpServerResponse response = exchange.response();
        return new AccessLine(
                System.currentTimeMillis(),
                visit.requestId(),
                visit.trace().traceId(),
                visit.address(),
                visit.client(),
                asked.method().name(),
                visit.route(),
                visit.service(),
                visit.callerLeft() ? LEFT : response.getStatusCode(),
                visit.refusal(),
                visit.callerLeft(),
                visit.wasBrokenOff(),
                visit.nanos() / 1_000,
                asked.bytesRead(),
                response.bytesWritten());
    }

    private void write(OutputStream out) {
        List<AccessLine> lines = new ArrayList<>();
        while (true) {
            boolean last = stopping;
            waiting.drainTo(lines);
            if (!lines.isEmpty()) {
                write(lines, out);
                lines.clear();
            }
            if (last) {
                return;
            }
            LockSupport.parkNanos(GATHERED_NANOS);
        }
    }

    private void write(List<AccessLine> lines, OutputStream out) {
        StringBuilder text = new StringBuilder(lines.size() * LINE);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        for (AccessLine line : lines) {
            line.writeTo(text, times, pseudonyms.of(line.address(), today));
        }
        long missing = leftOut.sumThenReset();
        if (missing > 0) {
            times.write(text.append("{\"time\":\""), System.currentTimeMillis());
            text.append("\",\"leftOut\":").append(missing).append("}\n");
        }
        try {
            out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException failure) {
            LOG.errorf("The access log can't be written: %s", failure.getMessage());
        }
    }
}
