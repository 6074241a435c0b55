package org.assemble.training.record;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.eventlog.EventLog;
import org.assemble.platform.id.Ids;
import org.assemble.training.certificate.Issuing;

/// Who completed which training (T4): once for a person and session, again in another to renew it.
/// What a person holds is the union.
@ApplicationScoped
public class Completions {
    // In one order of people, so that two lists that share some of them wait for each other and
    // never both. T4: how long it is held is what the policy says of the day on which it was
    // completed, and stays so.
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
            where person_id = ?4 and course = ?5 and session_id = ?6 and withdrawn_at is null\
            """;

    @Inject Issuing certificates;
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

    /// Keeps that they attended, gives them their certificates, and says so of those for whom it
    /// was not known yet.
    @WithTransaction
    public Uni<Void> complete(String course, UUID sessionId, Instant at, List<UUID> people) {
        return insert(course, sessionId, at, people)
                .call(rows -> certificates.issue(rows.stream().map(Completed::id).toList()))
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

    /// Takes back what somebody completed in a session, with its certificate. What they completed
    /// in another session they hold still; where there is nothing to take back, nothing happens.
    @WithTransaction
    public Uni<Void> withdraw(
            UUID personId, String course, UUID sessionId, UUID by, String reason) {
        Instant now = clock.instant();
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(WITHDRAW)
                                .setParameter(1, now)
                                .setParameter(2, by)
                                .setParameter(3, reason)
                                .setParameter(4, personId)
                                .setParameter(5, course)
                                .setParameter(6, sessionId)
                                .executeUpdate())
                .chain(withdrawn ->
                        withdrawn == 0
                                ? Uni.createFrom().voidItem()
                                : log.append(
                                        new TrainingWithdrawn(personId, course, sessionId, now)));
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
