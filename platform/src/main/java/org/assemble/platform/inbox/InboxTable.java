package org.assemble.platform.inbox;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/// The notes of what was taken, and the messages that wait. Every method is part of the caller's
/// transaction.
@ApplicationScoped
class InboxTable {
    private static final int AT_ONCE = 100;
    private static final String LONGEST =
            """
            with taken as (
                update inbox_waiting set tried = now() where arrival in (
                    select arrival from inbox_waiting where failures < 10
                    order by tried limit ?1 for update skip locked)
                returning arrival, source, id, type, subject, key, time, data)
            select source, id, type, subject, key, time, data from taken order by arrival
            """;
    private static final String COLUMNS =
            "select source, id, type, subject, key, time, data from inbox_waiting";

    /// @return whether the message is new
    Uni<Boolean> note(IncomingEvent event) {
        return update(
                        "insert into inbox (source, id, type, outcome) values (?1, ?2, ?3, 'applied')"
                                + " on conflict do nothing",
                        event.source(),
                        event.id(),
                        event.type())
                .map(count -> count == 1);
    }

    /// Takes a waiting message for a try; another replica waits here until the try has ended.
    ///
    /// @return whether the message still waits
    Uni<Boolean> takeUp(IncomingEvent event) {
        return update(
                        "update inbox_waiting set tried = now() where source = ?1 and id = ?2",
                        event.source(),
                        event.id())
                .map(count -> count == 1);
    }

    /// A try that failed by a mistake of ours; after so many the message is only looked at by
    /// people.
    Uni<Void> failed(IncomingEvent event) {
        return update(
                        "update inbox_waiting set failures = failures + 1 where source = ?1 and id = ?2",
                        event.source(),
                        event.id())
                .replaceWithVoid();
    }

    Uni<Void> record(IncomingEvent event, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied _, Outcome.Known _ ->
                    mark(event, "applied", null).chain(() -> stopWaiting(event));
            case Outcome.Refused(String reason) ->
                    mark(event, "refused", reason).chain(() -> stopWaiting(event));
            case Outcome.Waiting(String subject) ->
                    mark(event, "waiting", subject).chain(() -> keep(event, subject));
        };
    }

    Uni<List<IncomingEvent>> waitingFor(String subject) {
        return events(COLUMNS + " where waits_for = ?1 order by arrival", subject);
    }

    /// The messages whose last try is longest ago, marked as tried now; in the order in which they
    /// came.
    Uni<List<IncomingEvent>> longestWaiting() {
        return events(LONGEST, AT_ONCE);
    }

    private static Uni<Void> stopWaiting(IncomingEvent event) {
        return update(
                        "delete from inbox_waiting where source = ?1 and id = ?2",
                        event.source(),
                        event.id())
                .replaceWithVoid();
    }

    private Uni<Void> keep(IncomingEvent event, String subject) {
        return update(
                        "insert into inbox_waiting (waits_for, source, id, type, subject, key, time, data)"
                                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
                                + " on conflict (source, id) do update set waits_for = excluded.waits_for",
                        subject,
                        event.source(),
                        event.id(),
                        event.type(),
                        event.subject(),
                        event.key(),
                        event.time(),
                        event.data())
                .replaceWithVoid();
    }

    private Uni<Void> mark(IncomingEvent event, String outcome, String detail) {
        return update(
                        "update inbox set outcome = ?1, detail = cast(?2 as text) where source = ?3 and id = ?4",
                        outcome,
                        detail,
                        event.source(),
                        event.id())
                .replaceWithVoid();
    }

    private static Uni<Integer> update(String sql, Object... values) {
        return Panache.getSession()
                .chain(session -> {
                    Mutiny.MutationQuery query = session.createNativeQuery(sql);
                    for (int i = 0; i < values.length; i++) {
                        query.setParameter(i + 1, values[i]);
                    }
                    return query.executeUpdate();
                });
    }

    private static Uni<List<IncomingEvent>> events(String sql, Object value) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(sql, Object[].class)
                                .setParameter(1, value)
                                .getResultList())
                .map(rows -> rows.stream().map(InboxTable::event).toList());
    }

    private static IncomingEvent event(Object[] row) {
        Instant time = row[5] instanceof OffsetDateTime at ? at.toInstant() : (Instant) row[5];
        return new IncomingEvent(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                (String) row[3],
                (String) row[4],
                time,
                (String) row[6]);
    }
}
