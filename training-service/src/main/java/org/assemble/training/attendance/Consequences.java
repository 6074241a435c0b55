package org.assemble.training.attendance;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.assemble.training.attendance.Registers.Telling;
import org.assemble.training.attendance.model.Change;
import org.assemble.training.attendance.model.Evidence.Source;
import org.assemble.training.record.Completions;
import org.assemble.training.session.SessionBook.Booked;

/// What follows from attendance: who was there long enough has completed the training; of whom that
/// turns out to be wrong, it is withdrawn (T4). Part of the caller's transaction.
@ApplicationScoped
class Consequences {
    @Inject Completions completions;

    /// @return those for whom it counts and from whom the training was withdrawn all the same
    Uni<List<UUID>> of(Booked session, Telling telling, List<Change> changes) {
        return each(
                        people(changes, Change::takesBack),
                        person ->
                                completions.withdraw(
                                        person,
                                        session.course(),
                                        session.id(),
                                        telling.by(),
                                        telling.reason()))
                .chain(() ->
                        telling.source() == Source.CORRECTION
                                ? correct(session, telling.at(), changes)
                                : complete(session, telling.at(), changes));
    }

    // Told again, it does not give back what was withdrawn.
    private Uni<List<UUID>> complete(Booked session, Instant now, List<Change> changes) {
        List<UUID> people = people(changes, change -> change.after().counts());
        return people.isEmpty()
                ? Uni.createFrom().item(List.of())
                : completions.complete(
                        session.course(), session.id(), lastedUntil(session, now), people);
    }

    // A correction does, and only where it is what makes it count: one of some minutes that counted
    // before and count still says nothing against the withdrawal.
    private Uni<List<UUID>> correct(Booked session, Instant now, List<Change> changes) {
        return each(
                        people(changes, Change::comesToCount),
                        person ->
                                completions.completeByCorrection(
                                        session.course(),
                                        session.id(),
                                        lastedUntil(session, now),
                                        person))
                .replaceWith(List.of());
    }

    private static Instant lastedUntil(Booked session, Instant now) {
        return now.isBefore(session.endsAt()) ? now : session.endsAt();
    }

    private static List<UUID> people(List<Change> changes, Predicate<Change> which) {
        return changes.stream().filter(which).map(Change::personId).toList();
    }

    private static Uni<Void> each(List<UUID> people, Function<UUID, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(people)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .last();
    }
}
