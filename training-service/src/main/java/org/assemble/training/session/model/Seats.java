package org.assemble.training.session.model;

import static org.assemble.training.session.model.SeatsDecision.Why.CAPACITY_BELOW_ENROLLED;
import static org.assemble.training.session.model.SeatsDecision.Why.ENROLMENT_CLOSED;
import static org.assemble.training.session.model.SeatsDecision.Why.SESSION_CANCELLED;
import static org.assemble.training.session.model.SeatsDecision.Why.SESSION_FULL;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assemble.training.session.model.SeatsCommand.Enrol;
import org.assemble.training.session.model.SeatsCommand.GiveUp;
import org.assemble.training.session.model.SeatsCommand.Resize;
import org.assemble.training.session.model.SeatsDecision.Happened;
import org.assemble.training.session.model.SeatsDecision.No;
import org.assemble.training.session.model.SeatsEvent.MovedUp;
import org.assemble.training.session.model.SeatsEvent.Resized;
import org.assemble.training.session.model.SeatsEvent.SeatGivenUp;
import org.assemble.training.session.model.SeatsEvent.SeatTaken;
import org.assemble.training.session.model.SeatsEvent.WaitingBegun;
import org.assemble.training.session.model.SeatsEvent.WaitingEnded;

/// The seats of one session (T3): how many there are and are taken, who has one, and who waits for
/// one, first come first. Nobody waits while a seat is free. Of a session that many people ask for
/// only those need be known whom a command is about, and the queue's head as far as it can move.
/// Pure: no clock, no I/O, no framework.
///
/// @param closesAt when it begins; null for one that was entered after it was held
/// @param taken how many have a seat, known here or not
/// @param queue who waits, in the order in which they asked
public record Seats(
        Instant closesAt,
        boolean cancelled,
        int capacity,
        int taken,
        Set<UUID> seated,
        List<UUID> queue) {

    public Seats {
        seated = Set.copyOf(seated);
        queue = List.copyOf(queue);
    }

    public static Seats planned(Instant closesAt, int capacity) {
        return new Seats(closesAt, false, capacity, 0, Set.of(), List.of());
    }

    public SeatsDecision decide(SeatsCommand command) {
        return switch (command) {
            case Enrol asked -> enrol(asked);
            case GiveUp(Set<UUID> people, Instant now) -> giveUp(people, now);
            case Resize(int seats) -> resize(seats);
        };
    }

    public Seats evolve(SeatsEvent event) {
        return switch (event) {
            case SeatTaken(UUID person) -> with(taken + 1, and(seated, person), queue);
            case WaitingBegun(UUID person) -> with(taken, seated, and(queue, person));
            case SeatGivenUp(UUID person) -> with(taken - 1, without(seated, person), queue);
            case WaitingEnded(UUID person) -> with(taken, seated, without(queue, person));
            case MovedUp(UUID person) ->
                    with(taken + 1, and(seated, person), without(queue, person));
            case Resized(int seats) -> new Seats(closesAt, cancelled, seats, taken, seated, queue);
        };
    }

    private SeatsDecision enrol(Enrol asked) {
        if (closed(asked.now()) instanceof No no) {
            return no;
        }
        Set<UUID> newcomers = new LinkedHashSet<>(asked.people());
        newcomers.removeAll(seated);
        queue.forEach(newcomers::remove);
        int free = capacity - taken;
        if (newcomers.size() > free && !asked.waitIfFull()) {
            return new No(SESSION_FULL, "Seats left: %d.".formatted(free));
        }
        return new Happened(
                Stream.concat(
                                newcomers.stream().limit(free).<SeatsEvent>map(SeatTaken::new),
                                newcomers.stream().skip(free).<SeatsEvent>map(WaitingBegun::new))
                        .toList());
    }

    private SeatsDecision giveUp(Set<UUID> people, Instant now) {
        if (closed(now) instanceof No no) {
            return no;
        }
        List<SeatsEvent> events = new ArrayList<>();
        people.stream()
                .filter(seated::contains)
                .sorted()
                .map(SeatGivenUp::new)
                .forEach(events::add);
        int free = capacity - taken + events.size();
        queue.stream().filter(people::contains).map(WaitingEnded::new).forEach(events::add);
        events.addAll(movedUp(queue.stream().filter(person -> !people.contains(person)), free));
        return new Happened(events);
    }

    private SeatsDecision resize(int seats) {
        if (seats < taken) {
            return new No(CAPACITY_BELOW_ENROLLED, "Enrolled are %d.".formatted(taken));
        }
        List<SeatsEvent> events = new ArrayList<>();
        if (seats != capacity) {
            events.add(new Resized(seats));
        }
        events.addAll(movedUp(queue.stream(), seats - taken));
        return new Happened(events);
    }

    /// The rule that says no at this time, if any does.
    private SeatsDecision closed(Instant now) {
        if (cancelled) {
            return new No(SESSION_CANCELLED, "The session was cancelled.");
        }
        return closesAt == null || now.isBefore(closesAt)
                ? new Happened(List.of())
                : new No(ENROLMENT_CLOSED, "The session began at %s.".formatted(closesAt));
    }

    private static List<MovedUp> movedUp(Stream<UUID> queue, int free) {
        return queue.limit(free).map(MovedUp::new).toList();
    }

    private Seats with(int taken, Set<UUID> seated, List<UUID> queue) {
        return new Seats(closesAt, cancelled, capacity, taken, seated, queue);
    }

    private static Set<UUID> and(Set<UUID> people, UUID person) {
        Set<UUID> more = new HashSet<>(people);
        more.add(person);
        return more;
    }

    private static List<UUID> and(List<UUID> people, UUID person) {
        return Stream.concat(people.stream(), Stream.of(person)).toList();
    }

    private static Set<UUID> without(Set<UUID> people, UUID person) {
        Set<UUID> fewer = new HashSet<>(people);
        fewer.remove(person);
        return fewer;
    }

    private static List<UUID> without(List<UUID> people, UUID person) {
        return people.stream().filter(other -> !other.equals(person)).toList();
    }
}
