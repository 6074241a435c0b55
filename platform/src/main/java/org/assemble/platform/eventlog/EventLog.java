package org.assemble.platform.eventlog;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.assemble.platform.id.Ids;
import org.assemble.platform.relay.RelaySignal;
import org.assemble.platform.settings.Json;
import org.hibernate.reactive.mutiny.Mutiny;

/// What happened in this service, written in the caller's transaction and published later by the
/// relay.
@ApplicationScoped
public class EventLog {
    private static final String APPEND =
            "select event_log_append(cast(cast(?1 as text[]) as uuid[]), ?2, ?3, ?4,"
                    + " cast(cast(?5 as text[]) as timestamptz[]), ?6)";

    @Inject Json json;
    @Inject Clock clock;
    @Inject RelaySignal relay;

    /// Appends to the log, as the last thing that the transaction does: the state is flushed first,
    /// so that no row lock is awaited while the lock on positions is held.
    public Uni<Void> append(List<? extends OutgoingEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(session -> session.flush().chain(() -> insert(session, events)))
                .invoke(relay::somethingIsComing)
                .replaceWithVoid();
    }

    public Uni<Void> append(OutgoingEvent event) {
        return append(List.of(event));
    }

    private Uni<Long> insert(Mutiny.Session session, List<? extends OutgoingEvent> events) {
        String now = clock.instant().toString();
        return session.createNativeQuery(APPEND, Long.class)
                .setParameter(1, column(events, _ -> Ids.next().toString()))
                .setParameter(2, column(events, OutgoingEvent::type))
                .setParameter(3, column(events, OutgoingEvent::subject))
                .setParameter(4, column(events, OutgoingEvent::key))
                .setParameter(5, column(events, _ -> now))
                .setParameter(6, column(events, json::write))
                .getSingleResult();
    }

    private static String[] column(
            List<? extends OutgoingEvent> events, Function<OutgoingEvent, String> part) {
        return events.stream().map(part).toArray(String[]::new);
    }
}
