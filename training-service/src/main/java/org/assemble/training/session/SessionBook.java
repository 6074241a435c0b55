package org.assemble.training.session;

import static org.assemble.training.TrainingRefusal.NOT_YOUR_SESSION;
import static org.assemble.training.TrainingRefusal.SESSION_CANCELLED;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.problem.RefusalException;

/// What the other features may know of a session. Every method is part of the caller's transaction.
@ApplicationScoped
public class SessionBook {
    private static final String ENROLLED =
            "select person_id from enrolment where session_id = ?1 and person_id = any(?2)";

    @Inject Sessions sessions;

    /// A session: when it is, of what, and who gives it.
    public record Booked(
            UUID id,
            String course,
            Instant startsAt,
            Instant endsAt,
            ZoneId timeZone,
            boolean cancelled,
            Set<UUID> trainers) {
        static Booked of(SessionRow row) {
            return new Booked(
                    row.id,
                    row.course,
                    row.startsAt,
                    row.endsAt,
                    ZoneId.of(row.timeZone),
                    row.cancelledAt != null,
                    Set.of(row.trainers));
        }

        /// Refuses who does not give this very session.
        public Booked mustBeGivenBy(Caller caller) {
            if (trainers.contains(caller.personId())) {
                return this;
            }
            throw givenByOthers();
        }

        /// Refuses who neither gives this very session nor is of the national team.
        public Booked mustBeLedBy(Caller caller) {
            if (isLedBy(caller)) {
                return this;
            }
            throw givenByOthers();
        }

        boolean isLedBy(Caller caller) {
            return caller.has(Sessions.SEES_ALL) || trainers.contains(caller.personId());
        }

        private RefusalException givenByOthers() {
            return NOT_YOUR_SESSION.because("Session %s is given by others.".formatted(id));
        }
    }

    public Uni<Booked> get(UUID id) {
        return sessions.get(id).map(Booked::of);
    }

    /// The session as it stays for this transaction: who moves or cancels it waits.
    public Uni<Booked> steady(UUID id) {
        return Sessions.locked(id, LockModeType.PESSIMISTIC_READ).map(Booked::of);
    }

    /// The session, for this transaction alone.
    public Uni<Booked> alone(UUID id) {
        return Sessions.locked(id, LockModeType.PESSIMISTIC_WRITE).map(Booked::of);
    }

    /// The same; refuses one that was cancelled: nobody was there.
    public Uni<Booked> locked(UUID id) {
        return alone(id)
                .invoke(session -> {
                    if (session.cancelled()) {
                        throw SESSION_CANCELLED.because("Session %s is not held.".formatted(id));
                    }
                });
    }

    /// Which of these people have a seat.
    public Uni<Set<UUID>> enrolled(UUID id, Collection<UUID> people) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(ENROLLED, UUID.class)
                                .setParameter(1, id)
                                .setParameter(2, people.toArray(UUID[]::new))
                                .getResultList())
                .map(Set::copyOf);
    }
}
