package org.assemble.training.record;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.eventlog.EventLog;
import org.assemble.platform.id.Ids;

/// Who holds which training; once for a person and course, however often they attend it.
@ApplicationScoped
public class Completions {
    // In one order of people, so that two lists that share some of them wait for each other and
    // never both.
    private static final String COMPLETE =
            """
            insert into completion (id, person_id, course, session_id, completed_at)
            select c.id, c.person, ?1, ?2, ?3
            from unnest(cast(?4 as uuid[]), cast(?5 as uuid[])) as c(id, person)
            order by c.person
            on conflict (person_id, course) do nothing
            returning person_id\
            """;

    private static final String WITHDRAW =
            """
            update completion set withdrawn_at = ?4, withdrawn_by = ?5, withdrawn_reason = ?6
            where person_id = ?1 and course = ?2 and session_id = ?3 and withdrawn_at is null\
            """;

    @Inject EventLog log;
    @Inject Clock clock;

    /// Keeps that they attended, and says so of those who did not hold it yet.
    @WithTransaction
    public Uni<Void> complete(String course, UUID sessionId, Instant at, List<UUID> people) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(COMPLETE, UUID.class)
                                .setParameter(1, course)
                                .setParameter(2, sessionId)
                                .setParameter(3, at)
                                .setParameter(
                                        4,
                                        people.stream().map(_ -> Ids.next()).toArray(UUID[]::new))
                                .setParameter(5, people.toArray(UUID[]::new))
                                .getResultList())
                .chain(newHolders ->
                        log.append(
                                newHolders.stream()
                                        .map(person ->
                                                new TrainingCompleted(
                                                        person, course, sessionId, at))
                                        .toList()));
    }

    /// Takes back what rests on an attendance that turned out to be wrong, and says so; nothing
    /// where the person holds it by another session.
    @WithTransaction
    public Uni<Void> withdraw(
            UUID personId, String course, UUID sessionId, UUID by, String reason) {
        Instant at = clock.instant();
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(WITHDRAW)
                                .setParameter(1, personId)
                                .setParameter(2, course)
                                .setParameter(3, sessionId)
                                .setParameter(4, at)
                                .setParameter(5, by)
                                .setParameter(6, reason)
                                .executeUpdate())
                .chain(count ->
                        count == 0
                                ? Uni.createFrom().voidItem()
                                : log.append(
                                        new TrainingWithdrawn(personId, course, sessionId, at)));
    }
}
