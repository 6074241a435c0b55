package org.assemble.gateway.stream;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.database.Database;
import org.assemble.gateway.event.EventLog;
import org.assemble.gateway.event.Follower;
import org.assemble.gateway.event.TakenEvent;
import org.jboss.logging.Logger;

/// Gives new events to all open streams. Each event is read once for all of them; who can't take it
/// now reads on by itself from the log, when there is room: nobody waits for anybody, and nothing
/// piles up. Everything here happens on one context.
@ApplicationScoped
class StreamHub implements Follower {

    private static final Logger LOG = Logger.getLogger(StreamHub.class);
    private static final int AT_ONCE = 200;

    /// Streams that are served until others get the thread.
    private static final int SLICE = 250;

    /// Fewer, since what doesn't fit is read again.
    private static final int CAUGHT_UP_AT_ONCE = 20;

    private final EventLog log;
    private final Vertx vertx;
    private final GatewaySettings.Streams settings;
    private final Context hub;
    private final InstantSource clock = InstantSource.system();
    private final Set<EventStream> open = new LinkedHashSet<>();
    private final Map<String, Integer> openOf = new HashMap<>();

    private long position;
    private boolean reading;
    private boolean again;

    StreamHub(EventLog log, Vertx vertx, GatewaySettings settings) {
        this.log = log;
        this.vertx = vertx;
        this.settings = settings.streams();
        this.hub = vertx.getOrCreateContext();
    }

    void begin(@Observes StartupEvent event) {
        hub.runOnContext(_ -> {
            vertx.setPeriodic(settings.lookEvery().toMillis(), _ -> look());
            vertx.setPeriodic(settings.beatEvery().toMillis(), _ -> beat());
        });
    }

    void end(@Observes ShutdownEvent event) {
        hub.runOnContext(_ -> List.copyOf(open).forEach(EventStream::end));
    }

    Context context() {
        return hub;
    }

    /// On the hub's context.
    boolean hasRoomFor(EventStream stream) {
        return open.size() < settings.most()
                && openOf.getOrDefault(who(stream), 0) < settings.mostOfOne();
    }

    private static String who(EventStream stream) {
        return stream.caller().clientId() + " " + stream.caller().subject();
    }

    /// On the hub's context. The first one sets where reading begins.
    void add(EventStream stream, long head) {
        if (open.isEmpty()) {
            position = head;
        }
        open.add(stream);
        openOf.merge(who(stream), 1, Integer::sum);
        stream.begin(hub, () -> catchUp(stream));
        catchUp(stream);
    }

    /// On the hub's context.
    void remove(EventStream stream) {
        if (open.remove(stream)) {
            openOf.computeIfPresent(who(stream), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    @Override
    public void tookIn() {
        hub.runOnContext(_ -> look());
    }

    private void look() {
        if (open.isEmpty()) {
            return;
        }
        if (reading) {
            again = true;
            return;
        }
        reading = true;
        again = false;
        long from = position;
        log.after(from, AT_ONCE).onComplete(answer -> hub.runOnContext(_ -> wasRead(from, answer)));
    }

    /// The first stream after a while without any sets where reading begins. What was read from
    /// elsewhere is of no use then: between the two places it would leave a gap.
    private void wasRead(long from, AsyncResult<List<TakenEvent>> answer) {
        if (answer.failed()) {
            reading = false;
            Database.tell(LOG, "No events can be read", answer.cause());
        } else if (from != position) {
            reading = false;
            look();
        } else {
            giveToAll(answer.result());
        }
    }

    private void giveToAll(List<TakenEvent> events) {
        if (events.isEmpty()) {
            given(false);
            return;
        }
        long before = position;
        position = events.getLast().position();
        give(WrittenEvent.of(events), before, List.copyOf(open).iterator());
    }

    /// A slice of the streams after the other, and whatever else there is to do between them.
    private void give(List<WrittenEvent> events, long before, Iterator<EventStream> streams) {
        for (int i = 0; i < SLICE && streams.hasNext(); i++) {
            EventStream stream = streams.next();
            // Who lacks an earlier one gets these too in its turn.
            if (open.contains(stream) && !stream.isCatchingUp() && stream.position() >= before) {
                stream.write(events);
            }
        }
        if (streams.hasNext()) {
            hub.runOnContext(_ -> give(events, before, streams));
        } else {
            given(events.size() == AT_ONCE);
        }
    }

    private void given(boolean isMore) {
        reading = false;
        if (again || isMore) {
            look();
        }
    }

    /// Reads what a stream lacks until it has what all have, or takes no more.
    private void catchUp(EventStream stream) {
        if (stream.isCatchingUp()
                || stream.isFull()
                || stream.position() >= position
                || !open.contains(stream)) {
            return;
        }
        long upTo = position;
        stream.catchingUp(true);
        log.after(stream.position(), upTo, stream.reach(), CAUGHT_UP_AT_ONCE)
                .onComplete(answer ->
                        hub.runOnContext(_ -> {
                            stream.catchingUp(false);
                            if (answer.failed()) {
                                remove(stream);
                                stream.end(); // it comes back with the last id that it has
                            } else if (stream.write(WrittenEvent.of(answer.result()))) {
                                if (answer.result().size() < CAUGHT_UP_AT_ONCE) {
                                    stream.passOver(upTo);
                                }
                                catchUp(stream);
                            }
                        }));
    }

    /// A token that has expired ends its stream; who may still listen comes back with a new one.
    private void beat() {
        long now = clock.instant().getEpochSecond();
        List<EventStream> expired = new ArrayList<>();
        for (EventStream stream : open) {
            if (stream.caller().untilSecond() <= now) {
                expired.add(stream);
            } else {
                stream.beat();
                catchUp(stream);
            }
        }
        expired.forEach(stream -> {
            remove(stream);
            stream.end();
        });
    }
}
