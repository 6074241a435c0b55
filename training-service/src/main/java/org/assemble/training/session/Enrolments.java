package org.assemble.training.session;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assemble.platform.id.Ids;
import org.assemble.platform.paging.PageRequest;
import org.assemble.training.session.model.Session;
import org.assemble.training.session.model.SessionEvent.Enrolled;

/// The seats of sessions in the database; one statement for however many people. Every method is
/// part of the caller's transaction.
@ApplicationScoped
class Enrolments {
    private static final String ENROL =
            """
            insert into enrolment (id, session_id, person_id, enrolled_by)
            select e.id, ?1, e.person, ?2
            from unnest(cast(?3 as uuid[]), cast(?4 as uuid[])) as e(id, person)\
            """;

    /// The session as its rules look at it.
    Uni<Session> load(SessionRow row) {
        return EnrolmentRow.<EnrolmentRow>list("sessionId", row.id)
                .map(seats -> new Session(row.startsAt, row.endsAt, row.capacity, people(seats)));
    }

    Uni<List<EnrolmentRow>> list(UUID sessionId, PageRequest page) {
        return EnrolmentRow.<EnrolmentRow>find(
                        "sessionId = ?1 and id > ?2 order by id", sessionId, page.afterId())
                .page(0, page.rows())
                .list();
    }

    Uni<Integer> enrol(UUID sessionId, UUID by, List<Enrolled> events) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(ENROL)
                                .setParameter(1, sessionId)
                                .setParameter(2, by)
                                .setParameter(
                                        3,
                                        events.stream().map(_ -> Ids.next()).toArray(UUID[]::new))
                                .setParameter(
                                        4,
                                        events.stream()
                                                .map(Enrolled::personId)
                                                .toArray(UUID[]::new))
                                .executeUpdate());
    }

    private static Set<UUID> people(List<EnrolmentRow> seats) {
        return seats.stream().map(seat -> seat.personId).collect(Collectors.toUnmodifiableSet());
    }
}
