package org.assemble.gateway.routing;

import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.assemble.gateway.GatewaySettings;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/// The routing table as it is now. Its file is looked at every few seconds: a change takes effect
/// without a restart, for requests that come after it; a change that can't be read is refused, and
/// the table before it goes on.
@Singleton
public class Routing {

    private static final Logger LOG = Logger.getLogger(Routing.class);
    private static final String OURS = "/routes.yaml";
    private static final String CALLERS_IDLE = "quarkus.http.idle-timeout";

    private final TableReader reader;
    private final Optional<Path> file;
    private final List<Consumer<RoutingTable>> followers = new ArrayList<>();

    private volatile RoutingTable now;
    private volatile String refused;
    private String seen;

    Routing(Vertx vertx, GatewaySettings settings, Config config) {
        this.reader =
                new TableReader(
                        Bounds.of(settings),
                        config.getValue(CALLERS_IDLE, Duration.class),
                        name -> config.getOptionalValue(name, String.class));
        this.file = settings.routes().file();
        this.seen = text();
        this.now = first(seen);
        Duration every = settings.routes().lookedAtEvery();
        file.ifPresent(_ ->
                vertx.setPeriodic(every.toMillis(), _ -> vertx.executeBlocking(this::look, true)));
    }

    /// A gateway without a table would answer nothing: it does not start.
    private RoutingTable first(String text) {
        try {
            return reader.read(text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException(
                    "The routing table %s can't be used: %s".formatted(name(), wrong.getMessage()),
                    wrong);
        }
    }

    public RoutingTable now() {
        return now;
    }

    /// Why the file as it is now is not what counts; empty where it is.
    public Optional<String> refused() {
        return Optional.ofNullable(refused);
    }

    /// Tells of this table and of each that takes its place.
    public synchronized void follow(Consumer<RoutingTable> follower) {
        followers.add(follower);
        follower.accept(now);
    }

    /// The text is compared, not its time: files that are mounted or copied have any.
    private synchronized Void look() {
        String text;
        try {
            text = text();
        } catch (UncheckedIOException failure) {
            refuse("it can't be read: " + failure.getMessage());
            seen = null;
            return null;
        }
        if (!text.equals(seen)) {
            seen = text;
            take(text);
        }
        return null;
    }

    private void take(String text) {
        RoutingTable table;
        try {
            table = reader.read(text);
        } catch (IllegalArgumentException wrong) {
            refuse(wrong.getMessage());
            return;
        } catch (RuntimeException bug) {
            refuse("its reader failed: " + bug);
            return;
        }
        RoutingTable before = now;
        try {
            makeKnown(table);
        } catch (RuntimeException bug) {
            refuse("not everything could follow it: " + bug);
            makeKnown(before); // by all: who followed already goes back
            return;
        }
        refused = null;
        LOG.infof("The routing table %s was changed, and counts from now on", name());
    }

    private void makeKnown(RoutingTable table) {
        now = table;
        followers.forEach(follower -> follower.accept(table));
    }

    private void refuse(String why) {
        if (!why.equals(refused)) {
            refused = why;
            LOG.errorf(
                    "The routing table %s can't be used, the one before it goes on: %s",
                    name(), why);
        }
    }

    private String name() {
        return file.map(Path::toString).orElse("of the gateway's own");
    }

    private String text() {
        try {
            if (file.isPresent()) {
                return Files.readString(file.get());
            }
            try (InputStream ours = Routing.class.getResourceAsStream(OURS)) {
                return new String(ours.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
