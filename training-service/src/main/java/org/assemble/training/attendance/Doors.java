package org.assemble.training.attendance;

import static org.assemble.training.TrainingRefusal.GIVES_THE_SESSION;
import static org.assemble.training.TrainingRefusal.NOT_CHECKED_IN;
import static org.assemble.training.TrainingRefusal.SESSION_OVER;
import static org.assemble.training.TrainingRefusal.TOO_MANY_VISITS;
import static org.assemble.training.TrainingRefusal.UNKNOWN_DOOR;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.id.Ids;
import org.assemble.platform.policy.Policies;
import org.assemble.platform.problem.RefusalException;
import org.assemble.training.attendance.model.Evidence.Source;
import org.assemble.training.session.SessionBook;
import org.assemble.training.session.SessionBook.Booked;
import org.assemble.training.session.WhenMoved;

/// The doors of sessions: who is signed in and has the link says that they are there, and that they
/// leave (T3). Who does not say that they leave was there until the end.
@ApplicationScoped
class Doors implements WhenMoved {
    private static final String BEFORE = "door-opens-minutes-before";
    private static final int MOST_AT_ONCE = 20;
    private static final int MOST_VISITS = 20;
    private static final String OF_PERSON = "sessionId = ?1 and personId = ?2 order by id";
    private static final String STILL_THERE = "sessionId = ?1 and leftAt is null";
    private static final String VISITED =
            "select distinct sessionId from DoorVisitRow"
                    + " where leftAt is null and sessionId in (:sessions)";
    private static final String COME =
            """
            insert into door_visit (id, session_id, person_id, came_at) values (?1, ?2, ?3, ?4)
            on conflict (session_id, person_id) where left_at is null do nothing\
            """;
    private static final String ENDED =
            """
            select distinct v.session_id from door_visit v join session s on s.id = v.session_id
            where v.left_at is null and s.cancelled_at is null and s.ends_at <= ?1 limit ?2\
            """;

    @Inject SessionBook sessions;
    @Inject Attendances attendances;
    @Inject DoorTokens tokens;
    @Inject Policies policies;
    @Inject Clock clock;

    /// From when to when a session's door is open.
    record Hours(Instant opensAt, Instant closesAt) {
        boolean include(Instant moment) {
            return !moment.isBefore(opensAt) && moment.isBefore(closesAt);
        }
    }

    /// A door, and when it is open as the session is planned now.
    record Opened(DoorRow door, Hours hours) {}

    /// A visit, and whether the person has a seat in the session.
    record Visit(DoorVisitRow visit, boolean enrolled) {}

    /// Opens a door until the session ends. There is one at a time: a link that got into wrong
    /// hands is replaced by opening another.
    @WithTransaction
    Uni<Opened> open(Caller by, UUID sessionId) {
        return sessions.locked(sessionId)
                .invoke(session -> session.mustBeGivenBy(by))
                .invoke(this::mustGoOn)
                .call(() -> revokeAll(sessionId))
                .chain(session ->
                        hours(session)
                                .chain(hours ->
                                        newDoor(by, session)
                                                .<DoorRow>persist()
                                                .map(door -> new Opened(door, hours))));
    }

    @WithTransaction
    Uni<Void> close(Caller by, UUID sessionId) {
        return sessions.locked(sessionId)
                .invoke(session -> session.mustBeGivenBy(by))
                .chain(() -> revokeAll(sessionId))
                .replaceWithVoid();
    }

    /// The caller is there; who is there already stays so. Whoever moves or cancels the session at
    /// this moment waits, and then finds the visit.
    @WithTransaction
    Uni<Visit> checkIn(Caller caller, String token) {
        UUID person = caller.personId();
        return door(token)
                .chain(door -> sessions.steady(door.sessionId))
                .call(this::mustBeOpen)
                .invoke(session -> mustAttend(session, person))
                .call(session -> come(session.id(), person))
                .chain(session -> lastVisit(session, person));
    }

    /// The caller leaves; who has left already has left then.
    @WithTransaction
    Uni<Visit> checkOut(Caller caller, String token) {
        UUID person = caller.personId();
        return door(token)
                .chain(door -> sessions.alone(door.sessionId))
                .call(this::mustBeOpen)
                .chain(session ->
                        lastVisit(session, person)
                                .call(last ->
                                        leave(
                                                session,
                                                stillThere(List.of(last.visit())),
                                                clock.instant(),
                                                person)));
    }

    /// Who came in before the door would have been open by the new hours, or to a session that is
    /// not held, is not there any more: they come in again. A few minutes' delay loses nobody.
    @Override
    public Uni<Void> moved(Collection<UUID> sessionIds) {
        if (sessionIds.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(db ->
                        db.createQuery(VISITED, UUID.class)
                                .setParameter("sessions", sessionIds)
                                .getResultList())
                .chain(visited ->
                        Multi.createFrom()
                                .iterable(visited)
                                .onItem()
                                .transformToUniAndConcatenate(this::forgetTheEarly)
                                .onItem()
                                .ignoreAsUni());
    }

    private Uni<Long> forgetTheEarly(UUID sessionId) {
        return sessions.get(sessionId)
                .chain(session ->
                        session.cancelled()
                                ? DoorVisitRow.delete(STILL_THERE, sessionId)
                                : hours(session)
                                        .chain(hours ->
                                                DoorVisitRow.delete(
                                                        STILL_THERE + " and cameAt < ?2",
                                                        sessionId,
                                                        hours.opensAt())));
    }

    /// Sessions that are over while somebody has not said that they left.
    @WithSession
    Uni<List<UUID>> ended() {
        return Panache.getSession()
                .chain(db ->
                        db.createNativeQuery(ENDED, UUID.class)
                                .setParameter(1, clock.instant())
                                .setParameter(2, MOST_AT_ONCE)
                                .getResultList());
    }

    /// Who is still there when the session is over was there until its end.
    @WithTransaction
    Uni<Void> end(UUID sessionId) {
        return sessions.locked(sessionId)
                .chain(session ->
                        DoorRow.<DoorRow>find("sessionId = ?1 order by id desc", sessionId)
                                .firstResult()
                                .chain(door ->
                                        DoorVisitRow.<DoorVisitRow>list(
                                                        STILL_THERE + " order by personId",
                                                        sessionId)
                                                .chain(visits ->
                                                        leave(
                                                                session,
                                                                visits,
                                                                session.endsAt(),
                                                                door.openedBy))));
    }

    private Uni<Void> leave(Booked session, List<DoorVisitRow> visits, Instant at, UUID by) {
        var statements = visits.stream().map(visit -> visit.leave(at)).toList();
        return statements.isEmpty()
                ? Uni.createFrom().voidItem()
                : attendances
                        .learn(session, attendances.telling(by, Source.DOOR, ""), statements)
                        .replaceWithVoid();
    }

    private static Uni<DoorRow> door(String token) {
        return DoorRow.<DoorRow>find("tokenHash = ?1 and revokedAt is null", DoorTokens.hash(token))
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(Doors::unknown);
    }

    private Uni<Hours> mustBeOpen(Booked session) {
        return hours(session)
                .invoke(hours -> {
                    if (session.cancelled() || !hours.include(clock.instant())) {
                        throw unknown();
                    }
                });
    }

    private Uni<Hours> hours(Booked session) {
        return policies.valueOn(BEFORE, session.startsAt().atZone(clock.getZone()).toLocalDate())
                .map(minutes ->
                        new Hours(
                                session.startsAt().minus(Duration.ofMinutes(minutes)),
                                session.endsAt()));
    }

    /// The same answer whether the token is wrong, early, late or revoked, or the session
    /// cancelled: nobody learns from it which links there are.
    private static RefusalException unknown() {
        return UNKNOWN_DOOR.because("No door is open with this link.");
    }

    private static void mustAttend(Booked session, UUID person) {
        if (session.trainers().contains(person)) {
            throw GIVES_THE_SESSION.because("You give session %s.".formatted(session.id()));
        }
    }

    private DoorRow newDoor(Caller by, Booked session) {
        DoorRow row = new DoorRow();
        row.id = Ids.next();
        row.sessionId = session.id();
        row.tokenHash = DoorTokens.hash(tokens.of(row.id));
        row.openedBy = by.personId();
        return row;
    }

    private void mustGoOn(Booked session) {
        if (!clock.instant().isBefore(session.endsAt())) {
            throw SESSION_OVER.because("It ended at %s.".formatted(session.endsAt()));
        }
    }

    private Uni<Integer> revokeAll(UUID sessionId) {
        return DoorRow.update(
                "revokedAt = ?1 where sessionId = ?2 and revokedAt is null",
                clock.instant(),
                sessionId);
    }

    private Uni<Void> come(UUID sessionId, UUID person) {
        return DoorVisitRow.<DoorVisitRow>list(OF_PERSON, sessionId, person)
                .chain(visits -> {
                    if (!stillThere(visits).isEmpty()) {
                        return Uni.createFrom().voidItem();
                    }
                    if (visits.size() >= MOST_VISITS) {
                        throw TOO_MANY_VISITS.because(
                                "You came in %d times.".formatted(visits.size()));
                    }
                    return insert(sessionId, person);
                });
    }

    private Uni<Void> insert(UUID sessionId, UUID person) {
        return Panache.getSession()
                .chain(db ->
                        db.createNativeQuery(COME)
                                .setParameter(1, Ids.next())
                                .setParameter(2, sessionId)
                                .setParameter(3, person)
                                .setParameter(4, clock.instant())
                                .executeUpdate())
                .replaceWithVoid();
    }

    private static List<DoorVisitRow> stillThere(List<DoorVisitRow> visits) {
        return visits.stream().filter(visit -> visit.leftAt == null).toList();
    }

    private Uni<Visit> lastVisit(Booked session, UUID person) {
        return DoorVisitRow.<DoorVisitRow>find(OF_PERSON + " desc", session.id(), person)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> NOT_CHECKED_IN.because("Check in first."))
                .chain(visit ->
                        sessions.enrolled(session.id(), List.of(person))
                                .map(seated -> new Visit(visit, !seated.isEmpty())));
    }
}
