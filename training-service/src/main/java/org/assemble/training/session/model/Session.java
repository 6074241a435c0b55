package org.assemble.training.session.model;

import static org.assemble.training.session.model.Decision.Why.SESSION_FULL;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assemble.training.session.model.Decision.Happened;
import org.assemble.training.session.model.Decision.No;
import org.assemble.training.session.model.SessionCommand.Enrol;
import org.assemble.training.session.model.SessionEvent.Enrolled;

/// One session of a training: its time, its seats, and who has one (T3). Pure: no clock, no I/O, no
/// framework.
public record Session(Instant startsAt, Instant endsAt, int capacity, Set<UUID> enrolled) {

    public Session {
        enrolled = Set.copyOf(enrolled);
    }

    public static Session planned(Instant startsAt, Instant endsAt, int capacity) {
        return new Session(startsAt, endsAt, capacity, Set.of());
    }

    public Decision decide(SessionCommand command) {
        return switch (command) {
            case Enrol(List<UUID> people) -> enrol(people);
        };
    }

    public Session evolve(SessionEvent event) {
        return switch (event) {
            case Enrolled(UUID person) ->
                    new Session(startsAt, endsAt, capacity, with(enrolled, person));
        };
    }

    private Decision enrol(List<UUID> people) {
        Set<UUID> newcomers = new LinkedHashSet<>(people);
        newcomers.removeAll(enrolled);
        int seatsLeft = capacity - enrolled.size();
        return newcomers.size() > seatsLeft
                ? new No(SESSION_FULL, "Seats left: %d.".formatted(seatsLeft), newcomers)
                : new Happened(newcomers.stream().<SessionEvent>map(Enrolled::new).toList());
    }

    private static Set<UUID> with(Set<UUID> people, UUID person) {
        Set<UUID> more = new HashSet<>(people);
        more.add(person);
        return more;
    }
}
