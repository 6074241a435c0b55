package org.assemble.training.attendance;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assemble.training.attendance.Registers.Telling;
import org.assemble.training.attendance.model.Change;
import org.assemble.training.record.Completions;
import org.assemble.training.session.SessionBook.Booked;

/// What follows from attendance: who was there long enough has completed the training; of whom that
/// turns out to be wrong, it is withdrawn (T4). Part of the caller's transaction.
@ApplicationScoped
class Consequences {
    @Inject Completions completions;

    Uni<Void> of(Booked session, Telling telling, List<Change> changes) {
        List<UUID> counted =
                changes.stream()
                        .filter(change -> change.after().counts())
                        .map(Change::personId)
                        .toList();
        List<UUID> takenBack =
                changes.stream().filter(Change::takesBack).map(Change::personId).toList();
        return Multi.createFrom()
                .iterable(takenBack)
                .onItem()
                .transformToUniAndConcatenate(person ->
                        completions.withdraw(
                                person,
                                session.course(),
                                session.id(),
                                telling.by(),
                                telling.reason()))
                .collect()
                .last()
                .chain(() -> complete(session, telling.at(), counted));
    }

    private Uni<Void> complete(Booked session, Instant now, List<UUID> people) {
        Instant at = now.isBefore(session.endsAt()) ? now : session.endsAt();
        return people.isEmpty()
                ? Uni.createFrom().voidItem()
                : completions.complete(session.course(), session.id(), at, people);
    }
}
