package org.assemble.training.attendance.model;

import static org.assemble.training.attendance.model.Decision.Why.COUNTED_ALREADY;
import static org.assemble.training.attendance.model.Decision.Why.GIVES_THE_SESSION;
import static org.assemble.training.attendance.model.Decision.Why.IMPOSSIBLE_TIMES;
import static org.assemble.training.attendance.model.Decision.Why.PRESENT_LONGER_THAN_SESSION;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assemble.training.attendance.model.Decision.Happened;
import org.assemble.training.attendance.model.Decision.No;
import org.assemble.training.attendance.model.Decision.Why;
import org.assemble.training.attendance.model.Evidence.Length;
import org.assemble.training.attendance.model.Evidence.Source;
import org.assemble.training.attendance.model.Evidence.Stay;

/// The attendance register of one session: what was told of each person (T3). Pure: no clock, no
/// I/O, no framework.
///
/// @param givers who gives the session, and therefore does not attend it
public record Register(Schedule schedule, Set<UUID> givers, Map<UUID, Attendance> people) {
    private static final Attendance NOTHING = new Attendance(List.of());
    private static final long SECONDS = 60;

    public Register {
        givers = Set.copyOf(givers);
        people = Map.copyOf(people);
    }

    /// Whether it can be, and what it changes. Minutes that a trainer tells of one person more than
    /// once in one go, because they left and came back, are added up. Who gives the session stands
    /// in the list of its call like everybody, which tells nothing of them.
    public Decision decide(List<Statement> statements, Instant now) {
        Map<UUID, List<Evidence>> told =
                byPerson(statements.stream().filter(it -> !tellsNothing(it)).toList());
        long lasted = schedule.minutesUntil(now);
        List<Change> changes =
                told.entrySet().stream()
                        .map(person -> change(person.getKey(), person.getValue()))
                        .toList();
        Set<UUID> giving = giving(told);
        Set<UUID> takenBack = takenBackWithoutReason(changes);
        return no(
                        GIVES_THE_SESSION,
                        "Who gives a session does not attend it: %d.".formatted(giving.size()),
                        giving)
                .or(() ->
                        no(
                                IMPOSSIBLE_TIMES,
                                "Nobody leaves before joining, or later than now, or is there on"
                                        + " another day than the session.",
                                those(told, evidence -> isImpossible(evidence, now))))
                .or(() ->
                        no(
                                PRESENT_LONGER_THAN_SESSION,
                                "Until now the session has lasted %d minutes.".formatted(lasted),
                                those(told, evidence -> isLonger(evidence, lasted * SECONDS))))
                .or(() ->
                        no(
                                COUNTED_ALREADY,
                                "The training is completed: %d.".formatted(takenBack.size()),
                                takenBack))
                .orElseGet(() -> new Happened(changes));
    }

    private static Optional<Decision> no(Why why, String detail, Set<UUID> about) {
        return about.isEmpty() ? Optional.empty() : Optional.of(new No(why, detail, about));
    }

    public Register evolve(Change change) {
        Map<UUID, Attendance> after = new LinkedHashMap<>(people);
        after.put(change.personId(), of(change.personId()).with(change.told()));
        return new Register(schedule, givers, after);
    }

    private Change change(UUID person, List<Evidence> told) {
        Attendance known = of(person);
        return new Change(person, told, known.at(schedule), known.with(told).at(schedule));
    }

    private Attendance of(UUID person) {
        return people.getOrDefault(person, NOTHING);
    }

    private boolean tellsNothing(Statement statement) {
        Source source = statement.evidence().source();
        return givers.contains(statement.personId())
                && (source == Source.LIST || source == Source.DOOR);
    }

    /// Those who give the session and of whom somebody says that they attended it. That they did
    /// not can be said: it sets right what was told before they gave it.
    private Set<UUID> giving(Map<UUID, List<Evidence>> told) {
        Set<UUID> giving =
                those(
                        told,
                        it ->
                                !(it instanceof Length(Source source, long seconds)
                                        && source == Source.CORRECTION
                                        && seconds == 0));
        giving.retainAll(givers);
        return giving;
    }

    // What a list or the door tells is looked at line by line before; here a trainer is asked.
    private boolean isImpossible(Evidence evidence, Instant now) {
        return evidence instanceof Stay(Source source, Instant from, Instant to)
                && source == Source.TRAINER
                && (!from.isBefore(to)
                        || to.isAfter(now)
                        || !from.isBefore(schedule.endsAt())
                        || !to.isAfter(schedule.startsAt()));
    }

    private static boolean isLonger(Evidence evidence, long lastedSeconds) {
        return evidence instanceof Length(Source _, long seconds) && seconds > lastedSeconds;
    }

    private static Set<UUID> takenBackWithoutReason(List<Change> changes) {
        return changes.stream()
                .filter(Change::takesBack)
                .filter(change ->
                        change.told().stream()
                                .noneMatch(told -> told.source() == Source.CORRECTION))
                .map(Change::personId)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Map<UUID, List<Evidence>> byPerson(List<Statement> statements) {
        Map<UUID, List<Evidence>> told = new LinkedHashMap<>();
        for (Statement statement : statements) {
            List<Evidence> ofPerson =
                    told.computeIfAbsent(statement.personId(), _ -> new ArrayList<>());
            if (statement.evidence() instanceof Length length) {
                add(ofPerson, length);
            } else {
                ofPerson.add(statement.evidence());
            }
        }
        return told;
    }

    private static void add(List<Evidence> ofPerson, Length more) {
        long seconds = more.seconds();
        for (Evidence known : ofPerson) {
            if (known instanceof Length length && length.source() == more.source()) {
                seconds += length.seconds();
            }
        }
        ofPerson.removeIf(
                known -> known instanceof Length length && length.source() == more.source());
        ofPerson.add(new Length(more.source(), seconds));
    }

    private static Set<UUID> those(Map<UUID, List<Evidence>> told, Predicate<Evidence> are) {
        return told.entrySet().stream()
                .filter(person -> person.getValue().stream().anyMatch(are))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
