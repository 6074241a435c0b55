package org.assemble.training.session.model;

import static org.assemble.training.session.model.Decision.Why.COUNTED_ALREADY;
import static org.assemble.training.session.model.Decision.Why.NOT_ENROLLED;
import static org.assemble.training.session.model.Decision.Why.PRESENT_LONGER_THAN_SESSION;
import static org.assemble.training.session.model.Decision.Why.SESSION_FULL;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assemble.training.session.model.Decision.Happened;
import org.assemble.training.session.model.Decision.No;
import org.assemble.training.session.model.SessionCommand.Enrol;
import org.assemble.training.session.model.SessionCommand.Presence;
import org.assemble.training.session.model.SessionCommand.RecordAttendance;
import org.assemble.training.session.model.SessionEvent.Attended;
import org.assemble.training.session.model.SessionEvent.Enrolled;

/// One session of a training: its time, its seats, who has one, and whose attendance counts (T3).
/// Pure: no clock, no I/O, no framework.
public record Session(
        Instant startsAt, Instant endsAt, int capacity, Set<UUID> enrolled, Set<UUID> counted) {

    public Session {
        enrolled = Set.copyOf(enrolled);
        counted = Set.copyOf(counted);
    }

    public static Session planned(Instant startsAt, Instant endsAt, int capacity) {
        return new Session(startsAt, endsAt, capacity, Set.of(), Set.of());
    }

    public Decision decide(SessionCommand command) {
        return switch (command) {
            case Enrol(List<UUID> people) -> enrol(people);
            case RecordAttendance asked -> record(asked);
        };
    }

    public Session evolve(SessionEvent event) {
        return switch (event) {
            case Enrolled(UUID person) ->
                    new Session(startsAt, endsAt, capacity, with(enrolled, person), counted);
            case Attended(UUID person, _, boolean counts) ->
                    new Session(
                            startsAt,
                            endsAt,
                            capacity,
                            enrolled,
                            counts ? with(counted, person) : without(counted, person));
        };
    }

    /// When the session was over, or now while it goes on.
    public Instant lastedUntil(Instant now) {
        return now.isBefore(endsAt) ? now : endsAt;
    }

    private Decision enrol(List<UUID> people) {
        Set<UUID> newcomers = new LinkedHashSet<>(people);
        newcomers.removeAll(enrolled);
        int seatsLeft = capacity - enrolled.size();
        return newcomers.size() > seatsLeft
                ? new No(SESSION_FULL, "Seats left: %d.".formatted(seatsLeft), newcomers)
                : new Happened(newcomers.stream().<SessionEvent>map(Enrolled::new).toList());
    }

    private Decision record(RecordAttendance asked) {
        Map<UUID, Integer> minutes = minutesOf(asked.presences());
        Predicate<UUID> counts = person -> counts(minutes.get(person), asked.sharePercent());
        Set<UUID> strangers = those(minutes, person -> !enrolled.contains(person));
        if (!strangers.isEmpty()) {
            return new No(NOT_ENROLLED, "Not enrolled: %d.".formatted(strangers.size()), strangers);
        }
        long untilNow = minutesUntil(lastedUntil(asked.now()));
        Set<UUID> tooLong = those(minutes, person -> minutes.get(person) > untilNow);
        if (!tooLong.isEmpty()) {
            return new No(
                    PRESENT_LONGER_THAN_SESSION,
                    "Until now the session has lasted %d minutes.".formatted(untilNow),
                    tooLong);
        }
        Set<UUID> takenBack =
                those(minutes, person -> counted.contains(person) && !counts.test(person));
        if (!takenBack.isEmpty()) {
            return new No(
                    COUNTED_ALREADY,
                    "The training is completed: %d.".formatted(takenBack.size()),
                    takenBack);
        }
        return new Happened(
                minutes.keySet().stream()
                        .<SessionEvent>map(person ->
                                new Attended(person, minutes.get(person), counts.test(person)))
                        .toList());
    }

    // T3: exact; no share is rounded up to what it should be.
    private boolean counts(int minutes, long sharePercent) {
        long lengthSeconds = Duration.between(startsAt, endsAt).toSeconds();
        return minutes * 60L * 100L >= lengthSeconds * sharePercent;
    }

    /// A minute that has begun is a minute.
    private long minutesUntil(Instant until) {
        return Math.max(0, Math.ceilDiv(Duration.between(startsAt, until).toSeconds(), 60L));
    }

    private static Map<UUID, Integer> minutesOf(List<Presence> presences) {
        Map<UUID, Integer> minutes = new LinkedHashMap<>();
        presences.forEach(
                presence -> minutes.merge(presence.personId(), presence.minutes(), Math::addExact));
        return minutes;
    }

    private static Set<UUID> those(Map<UUID, Integer> minutes, Predicate<UUID> are) {
        return minutes.keySet().stream()
                .filter(are)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<UUID> with(Set<UUID> people, UUID person) {
        Set<UUID> more = new HashSet<>(people);
        more.add(person);
        return more;
    }

    private static Set<UUID> without(Set<UUID> people, UUID person) {
        Set<UUID> fewer = new HashSet<>(people);
        fewer.remove(person);
        return fewer;
    }
}
