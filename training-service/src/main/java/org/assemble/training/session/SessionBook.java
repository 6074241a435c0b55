package org.assemble.training.session;

import static org.assemble.training.TrainingRefusal.NOT_YOUR_SESSION;
import static org.assemble.training.TrainingRefusal.SESSION_CANCELLED;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assemble.platform.caller.Caller;

/// What the other features may know of a session. Every method is part of the caller's transaction.
@ApplicationScoped
public class SessionBook {
    @Inject Sessions sessions;

    /// A session: when it is, of what, and who gives it.
    public record Booked(
            UUID id,
            String course,
            Instant startsAt,
            Instant endsAt,
            ZoneId timeZone,
            Set<UUID> trainers) {
        static Booked of(SessionRow row) {
            return new Booked(
                    row.id,
                    row.course,
                    row.startsAt,
                    row.endsAt,
                    ZoneId.of(row.timeZone),
                    Set.of(row.trainers));
        }

        /// Refuses who does not give this very session.
        public Booked mustBeGivenBy(Caller caller) {
            if (trainers.contains(caller.personId())) {
                return this;
            }
            throw NOT_YOUR_SESSION.because("Session %s is given by others.".formatted(id));
        }
    }

    public Uni<Booked> get(UUID id) {
        return sessions.get(id).map(Booked::of);
    }

    /// The session, for this transaction alone; refuses one that was cancelled: nobody was there.
    public Uni<Booked> locked(UUID id) {
        return Sessions.locked(id)
                .invoke(row -> {
                    if (row.cancelledAt != null) {
                        throw SESSION_CANCELLED.because(
                                "It was cancelled at %s.".formatted(row.cancelledAt));
                    }
                })
                .map(Booked::of);
    }

    /// Who has a seat.
    public Uni<Set<UUID>> enrolled(UUID id) {
        return EnrolmentRow.<EnrolmentRow>list("sessionId", id)
                .map(seats ->
                        seats.stream()
                                .map(seat -> seat.personId)
                                .collect(Collectors.toUnmodifiableSet()));
    }
}
