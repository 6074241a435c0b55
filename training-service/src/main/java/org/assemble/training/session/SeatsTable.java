package org.assemble.training.session;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.assemble.platform.id.Ids;
import org.assemble.platform.paging.PageRequest;
import org.assemble.training.session.model.Seats;
import org.assemble.training.session.model.SeatsEvent;
import org.assemble.training.session.model.SeatsEvent.MovedUp;
import org.assemble.training.session.model.SeatsEvent.Resized;
import org.assemble.training.session.model.SeatsEvent.SeatGivenUp;
import org.assemble.training.session.model.SeatsEvent.SeatTaken;
import org.assemble.training.session.model.SeatsEvent.WaitingBegun;
import org.assemble.training.session.model.SeatsEvent.WaitingEnded;
import org.hibernate.reactive.mutiny.Mutiny;

/// Who has a seat and who waits, in the database. Every method is part of the caller's transaction,
/// which holds the lock of the session's row; one statement for however many people.
@ApplicationScoped
class SeatsTable {
    // Those whom the command is about, and as many of the queue's head as it can move; who waits
    // comes in the order of places, behind those who have a seat.
    private static final String LOAD =
            """
            select person_id, cast(null as bigint) as place from enrolment
            where session_id = ?1 and person_id = any(?2)
            union
            select person_id, place from waiting where session_id = ?1 and person_id = any(?2)
            union
            (select person_id, place from waiting where session_id = ?1 order by place limit ?3)
            order by place nulls first\
            """;
    private static final String TAKE =
            """
            insert into enrolment (id, session_id, person_id, enrolled_by)
            select e.id, ?1, e.person, ?2
            from unnest(cast(?3 as uuid[]), cast(?4 as uuid[])) as e(id, person)\
            """;
    private static final String WAIT =
            """
            insert into waiting (session_id, person_id, place, asked_by, asked_at)
            select ?1, w.person, w.place, ?2, ?3
            from unnest(cast(?4 as uuid[]), cast(?5 as bigint[])) as w(person, place)\
            """;
    // Who moves up has a seat by the word of whoever asked for it.
    private static final String MOVE_UP =
            """
            with gone as (
                delete from waiting where session_id = ?1 and person_id = any(?2)
                returning person_id, asked_by)
            insert into enrolment (id, session_id, person_id, enrolled_by)
            select e.id, ?1, gone.person_id, gone.asked_by
            from unnest(cast(?3 as uuid[]), cast(?2 as uuid[])) as e(id, person)
            join gone on gone.person_id = e.person\
            """;
    private static final String GIVE_UP =
            "delete from enrolment where session_id = ?1 and person_id = any(?2)";
    private static final String QUEUE =
            "select person_id, place from waiting where session_id = ?1 and place > ?2"
                    + " order by place limit ?3";
    private static final String STOP_WAITING =
            "delete from waiting where session_id = ?1 and person_id = any(?2)";

    /// The seats as their rules look at them.
    ///
    /// @param people whom the command is about
    /// @param head how many of the queue it can move up
    Uni<Seats> load(SessionRow row, Collection<UUID> people, int head) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(LOAD, Object[].class)
                                .setParameter(1, row.id)
                                .setParameter(2, people.toArray(UUID[]::new))
                                .setParameter(3, head)
                                .getResultList())
                .map(found -> {
                    Set<UUID> seated = new HashSet<>();
                    List<UUID> queue = new ArrayList<>();
                    found.forEach(standing ->
                            (standing[1] == null ? seated : queue).add((UUID) standing[0]));
                    return new Seats(
                            row.closesAt(),
                            row.cancelledAt != null,
                            row.capacity,
                            row.enrolled,
                            seated,
                            queue);
                });
    }

    /// Who waits, first come first; the places are those of the session's whole life.
    Uni<List<Sessions.Waiting>> queue(UUID sessionId, PageRequest page) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(QUEUE, Object[].class)
                                .setParameter(1, sessionId)
                                .setParameter(2, page.afterNumber())
                                .setParameter(3, page.rows())
                                .getResultList())
                .map(rows ->
                        rows.stream()
                                .map(row -> new Sessions.Waiting((UUID) row[0], (long) row[1]))
                                .toList());
    }

    /// Keeps what happened, in the row's counts too.
    Uni<Void> keep(SessionRow row, UUID by, Instant now, List<SeatsEvent> events) {
        Changes changes = Changes.of(events);
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        long firstPlace = row.lastPlace + 1;
        row.lastPlace += changes.waiting.size();
        row.enrolled += changes.taken.size() + changes.movedUp.size() - changes.givenUp.size();
        row.waiting +=
                changes.waiting.size() - changes.movedUp.size() - changes.stoppedWaiting.size();
        row.updatedAt = now;
        return Panache.getSession()
                .call(session -> people(session, GIVE_UP, row, changes.givenUp))
                .call(session -> people(session, STOP_WAITING, row, changes.stoppedWaiting))
                .call(session -> moveUp(session, row, changes.movedUp))
                .call(session -> take(session, row, by, changes.taken))
                .call(session -> wait(session, row, by, now, changes.waiting, firstPlace))
                .replaceWithVoid();
    }

    private record Changes(
            List<UUID> taken,
            List<UUID> waiting,
            List<UUID> givenUp,
            List<UUID> stoppedWaiting,
            List<UUID> movedUp) {
        static Changes of(List<SeatsEvent> events) {
            Changes changes =
                    new Changes(
                            new ArrayList<>(),
                            new ArrayList<>(),
                            new ArrayList<>(),
                            new ArrayList<>(),
                            new ArrayList<>());
            events.forEach(changes::add);
            return changes;
        }

        private void add(SeatsEvent event) {
            switch (event) {
                case SeatTaken(UUID person) -> taken.add(person);
                case WaitingBegun(UUID person) -> waiting.add(person);
                case SeatGivenUp(UUID person) -> givenUp.add(person);
                case WaitingEnded(UUID person) -> stoppedWaiting.add(person);
                case MovedUp(UUID person) -> movedUp.add(person);
                case Resized _ -> {
                    // The row's plan has it.
                }
            }
        }

        boolean isEmpty() {
            return taken.isEmpty()
                    && waiting.isEmpty()
                    && givenUp.isEmpty()
                    && stoppedWaiting.isEmpty()
                    && movedUp.isEmpty();
        }
    }

    private static Uni<Integer> people(
            Mutiny.Session session, String sql, SessionRow row, List<UUID> people) {
        return people.isEmpty()
                ? nothing()
                : session.createNativeQuery(sql)
                        .setParameter(1, row.id)
                        .setParameter(2, people.toArray(UUID[]::new))
                        .executeUpdate();
    }

    private static Uni<Integer> moveUp(Mutiny.Session session, SessionRow row, List<UUID> people) {
        return people.isEmpty()
                ? nothing()
                : session.createNativeQuery(MOVE_UP)
                        .setParameter(1, row.id)
                        .setParameter(2, people.toArray(UUID[]::new))
                        .setParameter(3, newIds(people))
                        .executeUpdate();
    }

    private static Uni<Integer> take(
            Mutiny.Session session, SessionRow row, UUID by, List<UUID> people) {
        return people.isEmpty()
                ? nothing()
                : session.createNativeQuery(TAKE)
                        .setParameter(1, row.id)
                        .setParameter(2, by)
                        .setParameter(3, newIds(people))
                        .setParameter(4, people.toArray(UUID[]::new))
                        .executeUpdate();
    }

    private static Uni<Integer> wait(
            Mutiny.Session session,
            SessionRow row,
            UUID by,
            Instant now,
            List<UUID> people,
            long firstPlace) {
        return people.isEmpty()
                ? nothing()
                : session.createNativeQuery(WAIT)
                        .setParameter(1, row.id)
                        .setParameter(2, by)
                        .setParameter(3, now)
                        .setParameter(4, people.toArray(UUID[]::new))
                        .setParameter(
                                5,
                                LongStream.range(firstPlace, firstPlace + people.size())
                                        .boxed()
                                        .toArray(Long[]::new))
                        .executeUpdate();
    }

    private static UUID[] newIds(List<UUID> people) {
        return people.stream().map(_ -> Ids.next()).toArray(UUID[]::new);
    }

    private static Uni<Integer> nothing() {
        return Uni.createFrom().item(0);
    }
}
