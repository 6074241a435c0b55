package org.assemble.training.session;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assemble.platform.paging.PageRequest;
import org.assemble.training.session.model.Session;
import org.assemble.training.session.model.SessionEvent.Attended;

/// The seats of sessions in the database; one statement for however many people. Every method is
/// part of the caller's transaction.
@ApplicationScoped
class Enrolments {
    private static final String ATTEND =
            """
            update enrolment set minutes_present = e.minutes, counts = e.counts
            from unnest(cast(?2 as uuid[]), cast(?3 as integer[]), cast(?4 as boolean[]))
                as e(person, minutes, counts)
            where session_id = ?1 and person_id = e.person\
            """;

    /// The session as its rules look at it.
    Uni<Session> load(SessionRow row) {
        return EnrolmentRow.<EnrolmentRow>list("sessionId", row.id)
                .map(seats ->
                        new Session(
                                row.startsAt,
                                row.endsAt,
                                row.capacity,
                                people(seats, _ -> true),
                                people(seats, seat -> seat.counts)));
    }

    Uni<List<EnrolmentRow>> list(UUID sessionId, PageRequest page) {
        return EnrolmentRow.<EnrolmentRow>find(
                        "sessionId = ?1 and id > ?2 order by id", sessionId, page.afterId())
                .page(0, page.rows())
                .list();
    }

    Uni<Integer> attend(UUID sessionId, List<Attended> events) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(ATTEND)
                                .setParameter(1, sessionId)
                                .setParameter(
                                        2,
                                        events.stream()
                                                .map(Attended::personId)
                                                .toArray(UUID[]::new))
                                .setParameter(
                                        3,
                                        events.stream()
                                                .map(Attended::minutes)
                                                .toArray(Integer[]::new))
                                .setParameter(
                                        4,
                                        events.stream()
                                                .map(Attended::counts)
                                                .toArray(Boolean[]::new))
                                .executeUpdate());
    }

    private static Set<UUID> people(List<EnrolmentRow> seats, Predicate<EnrolmentRow> which) {
        return seats.stream()
                .filter(which)
                .map(seat -> seat.personId)
                .collect(Collectors.toUnmodifiableSet());
    }
}
