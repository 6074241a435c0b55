package org.assemble.training.attendance;

import static org.assemble.training.TrainingRefusal.NOT_CHECKED_IN;
import static org.assemble.training.TrainingRefusal.SESSION_OVER;
import static org.assemble.training.TrainingRefusal.UNKNOWN_DOOR;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.id.Ids;
import org.assemble.platform.policy.Policies;
import org.assemble.training.attendance.model.Evidence.Source;
import org.assemble.training.session.SessionBook;
import org.assemble.training.session.SessionBook.Booked;

/// The doors of sessions: who is signed in and has the link says that they are there, and that they
/// leave (T3). Who does not say that they leave was there until the end.
@ApplicationScoped
class Doors {
    private static final String BEFORE = "door-opens-minutes-before";
    private static final int MOST_AT_ONCE = 20;
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

    /// A visit, and whether the person has a seat in the session.
    record Visit(DoorVisitRow visit, boolean enrolled) {}

    /// Opens a door until the session ends. There is one at a time: a link that got into wrong
    /// hands is replaced by opening another.
    @WithTransaction
    Uni<DoorRow> open(Caller by, UUID sessionId) {
        return sessions.locked(sessionId)
                .invoke(session -> session.mustBeGivenBy(by))
                .invoke(this::mustGoOn)
                .call(() -> revokeAll(sessionId))
                .chain(session ->
                        policies.valueOn(
                                        BEFORE,
                                        session.startsAt().atZone(clock.getZone()).toLocalDate())
                                .chain(minutes ->
                                        newDoor(by, session, minutes).<DoorRow>persist()));
    }

    @WithTransaction
    Uni<Void> close(Caller by, UUID sessionId) {
        return sessions.locked(sessionId)
                .invoke(session -> session.mustBeGivenBy(by))
                .chain(() -> revokeAll(sessionId))
                .replaceWithVoid();
    }

    /// The caller is there; who is there already stays so.
    @WithTransaction
    Uni<Visit> checkIn(Caller caller, String token) {
        return door(token)
                .call(door -> come(door.sessionId, caller.personId()))
                .chain(door -> visit(door.sessionId, caller.personId()));
    }

    /// The caller leaves; who has left already has left then.
    @WithTransaction
    Uni<Visit> checkOut(Caller caller, String token) {
        UUID person = caller.personId();
        return door(token)
                .chain(door -> sessions.locked(door.sessionId))
                .call(session ->
                        stillThere(session.id(), person)
                                .call(visits -> leave(session, visits, clock.instant(), person)))
                .chain(session -> visit(session.id(), person));
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
                                                        "sessionId = ?1 and leftAt is null"
                                                                + " order by personId",
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

    /// The same answer whether the token is wrong, early, late or revoked: nobody learns from it
    /// which links there are.
    private Uni<DoorRow> door(String token) {
        return DoorRow.<DoorRow>find("tokenHash", DoorTokens.hash(token))
                .firstResult()
                .invoke(door -> {
                    if (door == null || !door.isOpen(clock.instant())) {
                        throw UNKNOWN_DOOR.because("No door is open with this link.");
                    }
                });
    }

    private DoorRow newDoor(Caller by, Booked session, long minutesBefore) {
        DoorRow row = new DoorRow();
        row.id = Ids.next();
        row.sessionId = session.id();
        row.tokenHash = DoorTokens.hash(tokens.of(row.id));
        row.opensAt = session.startsAt().minus(Duration.ofMinutes(minutesBefore));
        row.closesAt = session.endsAt();
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

    private Uni<Integer> come(UUID sessionId, UUID person) {
        return Panache.getSession()
                .chain(db ->
                        db.createNativeQuery(COME)
                                .setParameter(1, Ids.next())
                                .setParameter(2, sessionId)
                                .setParameter(3, person)
                                .setParameter(4, clock.instant())
                                .executeUpdate());
    }

    private static Uni<List<DoorVisitRow>> stillThere(UUID sessionId, UUID person) {
        return DoorVisitRow.list(
                "sessionId = ?1 and personId = ?2 and leftAt is null", sessionId, person);
    }

    /// The last visit of a person.
    private Uni<Visit> visit(UUID sessionId, UUID person) {
        return DoorVisitRow.<DoorVisitRow>find(
                        "sessionId = ?1 and personId = ?2 order by id desc", sessionId, person)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> NOT_CHECKED_IN.because("Check in first."))
                .chain(visit ->
                        sessions.enrolled(sessionId)
                                .map(enrolled -> new Visit(visit, enrolled.contains(person))));
    }
}
