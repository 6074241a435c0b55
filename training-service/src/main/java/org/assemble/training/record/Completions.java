package org.assemble.training.record;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assemble.platform.eventlog.EventLog;
import org.assemble.platform.id.Ids;

/// Who completed which training (T4): once for a person and session, again in another to renew it.
/// What a person holds is the union.
@ApplicationScoped
public class Completions {
    // Locked before what rests on it: whoever requires the course locks it and then marks what was
    // completed of it, and so the two wait for each other one way round.
    private static final String HOLD_COURSE = "select code from course where code = ?1 for share";
    // Locked, so that a withdrawal that is under way is awaited and seen; in one order of people,
    // so that two lists that share some of them wait for each other and never both.
    private static final String KNOWN =
            """
            select person_id, withdrawn_at is null from completion
            where person_id = any (cast(?1 as uuid[])) and course = ?2 and session_id = ?3
            order by person_id, id\
            """;
    private static final String KNOWN_FOR_NOW = KNOWN + " for share";
    // In that order too. T4: how long it is held is what the policy says of the day on which it
    // was completed, and stays so.
    private static final String COMPLETE =
            """
            insert into completion (id, person_id, course, session_id, completed_at, expires_on)
            select c.id, c.person, ?1, ?2, ?3,
                   (select cast(cast(?4 as date) + make_interval(months => t.months) as date)
                    from certificate_term t
                    where t.course = ?1 and t.valid_from <= cast(?4 as date)
                    order by t.valid_from desc, t.id desc limit 1)
            from unnest(cast(?5 as uuid[]), cast(?6 as uuid[])) as c(id, person)
            order by c.person
            on conflict (person_id, course, session_id) where withdrawn_at is null do nothing
            returning id, person_id, cast(expires_on as text)\
            """;
    private static final String WITHDRAW =
            """
            update completion set withdrawn_at = ?1, withdrawn_by = ?2, withdrawn_reason = ?3
            where withdrawn_at is null and\
            """;
    private static final String WITHDRAW_ONE = WITHDRAW + " id = ?4";
    private static final String WITHDRAW_ATTENDED =
            WITHDRAW + " person_id = ?4 and course = ?5 and session_id = ?6";
    private static final String RETURNING = " returning person_id, course, session_id";

    @Inject WhenCompleted whenCompleted;
    @Inject EventLog log;
    @Inject Clock clock;

    /// A row that is new.
    private record Completed(UUID id, UUID personId, LocalDate expiresOn) {
        static Completed of(Object[] row) {
            return new Completed(
                    (UUID) row[0],
                    (UUID) row[1],
                    row[2] == null ? null : LocalDate.parse((String) row[2]));
        }
    }

    /// Those who completed it by a session, and those of them who hold it by that still.
    private record Known(Set<UUID> completed, Set<UUID> holders) {
        static Known of(List<Object[]> rows) {
            Known known = new Known(new HashSet<>(), new HashSet<>());
            for (Object[] row : rows) {
                known.completed.add((UUID) row[0]);
                if ((Boolean) row[1]) {
                    known.holders.add((UUID) row[0]);
                }
            }
            return known;
        }

        List<UUID> strangersOf(List<UUID> people) {
            return people.stream().filter(person -> !completed.contains(person)).toList();
        }

        List<UUID> lostBy(List<UUID> people) {
            return people.stream()
                    .filter(completed::contains)
                    .filter(person -> !holders.contains(person))
                    .toList();
        }
    }

    /// Keeps that they attended, gives them their certificates, and says so of those for whom it
    /// was not known yet. From whom it was withdrawn, the same attendance told again, in a list
    /// that is sent twice or mended for somebody else, does not give it back (T4).
    ///
    /// @return those of them from whom it was withdrawn, and who therefore don't hold it by this
    @WithTransaction
    public Uni<List<UUID>> complete(String course, UUID sessionId, Instant at, List<UUID> people) {
        return hold(course)
                .chain(() -> known(KNOWN_FOR_NOW, course, sessionId, people))
                .chain(known ->
                        keep(course, sessionId, at, known.strangersOf(people))
                                .replaceWith(known.lostBy(people)));
    }

    /// Those of them who completed it by a session, and from whom it was withdrawn (T4).
    @WithSession
    public Uni<List<UUID>> lostBy(String course, UUID sessionId, List<UUID> people) {
        return known(KNOWN, course, sessionId, people).map(known -> known.lostBy(people));
    }

    /// The same for somebody whose attendance was corrected and counts since then, also where it
    /// was withdrawn before: who corrects says why, and that is kept with the attendance.
    @WithTransaction
    public Uni<Void> completeByCorrection(
            String course, UUID sessionId, Instant at, UUID personId) {
        return hold(course).chain(() -> keep(course, sessionId, at, List.of(personId)));
    }

    /// Takes back one completion, with its certificate.
    ///
    /// @return whether there was something to take back: somebody else may have come first
    @WithTransaction
    public Uni<Boolean> withdraw(UUID completionId, UUID by, String reason) {
        return withdrawn(WITHDRAW_ONE, by, reason, completionId);
    }

    /// Takes back what rests on an attendance that was corrected. What they completed in another
    /// session they hold still; where there is nothing to take back, nothing happens.
    @WithTransaction
    public Uni<Void> withdraw(
            UUID personId, String course, UUID sessionId, UUID by, String reason) {
        return withdrawn(WITHDRAW_ATTENDED, by, reason, personId, course, sessionId)
                .replaceWithVoid();
    }

    private Uni<Boolean> withdrawn(String update, UUID by, String reason, Object... which) {
        Instant now = clock.instant();
        return Panache.getSession()
                .chain(session -> {
                    var query =
                            session.createNativeQuery(update + RETURNING, Object[].class)
                                    .setParameter(1, now)
                                    .setParameter(2, by)
                                    .setParameter(3, reason);
                    for (int i = 0; i < which.length; i++) {
                        query.setParameter(4 + i, which[i]);
                    }
                    return query.getResultList();
                })
                .call(rows ->
                        log.append(
                                rows.stream()
                                        .map(row ->
                                                new TrainingWithdrawn(
                                                        (UUID) row[0],
                                                        (String) row[1],
                                                        (UUID) row[2],
                                                        now))
                                        .toList()))
                .map(rows -> !rows.isEmpty());
    }

    private static Uni<Void> hold(String course) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(HOLD_COURSE, String.class)
                                .setParameter(1, course)
                                .getSingleResult())
                .replaceWithVoid();
    }

    private static Uni<Known> known(String sql, String course, UUID sessionId, List<UUID> people) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(sql, Object[].class)
                                .setParameter(1, people.toArray(UUID[]::new))
                                .setParameter(2, course)
                                .setParameter(3, sessionId)
                                .getResultList())
                .map(Known::of);
    }

    private Uni<Void> keep(String course, UUID sessionId, Instant at, List<UUID> people) {
        return insert(course, sessionId, at, people)
                .call(rows -> whenCompleted.completed(rows.stream().map(Completed::id).toList()))
                .chain(rows ->
                        log.append(
                                rows.stream()
                                        .map(row ->
                                                new TrainingCompleted(
                                                        row.personId(),
                                                        course,
                                                        sessionId,
                                                        at,
                                                        row.expiresOn()))
                                        .toList()));
    }

    private Uni<List<Completed>> insert(
            String course, UUID sessionId, Instant at, List<UUID> people) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(COMPLETE, Object[].class)
                                .setParameter(1, course)
                                .setParameter(2, sessionId)
                                .setParameter(3, at)
                                .setParameter(4, at.atZone(clock.getZone()).toLocalDate())
                                .setParameter(
                                        5,
                                        people.stream().map(_ -> Ids.next()).toArray(UUID[]::new))
                                .setParameter(6, people.toArray(UUID[]::new))
                                .getResultList())
                .map(rows -> rows.stream().map(Completed::of).toList());
    }
}
