package org.assemble.training.attendance;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assemble.platform.id.Ids;
import org.assemble.training.attendance.model.Attendance;
import org.assemble.training.attendance.model.Change;
import org.assemble.training.attendance.model.Evidence;
import org.assemble.training.attendance.model.Evidence.Length;
import org.assemble.training.attendance.model.Evidence.Listed;
import org.assemble.training.attendance.model.Evidence.Stay;
import org.assemble.training.attendance.model.Register;
import org.assemble.training.attendance.model.Schedule;
import org.assemble.training.session.SessionBook.Booked;

/// The attendance registers in the database; one statement for however many people. Every method is
/// part of the caller's transaction, which holds the session.
@ApplicationScoped
class Registers {
    private static final String TELL =
            """
            insert into presence
                (session_id, person_id, source, starts_at, ends_at, seconds, list_id, told_by, told_at)
            select ?1, t.person, t.source, cast(t.starts as timestamptz), cast(t.ends as timestamptz),
                   cast(t.seconds as bigint), cast(t.list as uuid), ?2, ?3
            from unnest(cast(?4 as uuid[]), cast(?5 as text[]), cast(?6 as text[]), cast(?7 as text[]),
                        cast(?8 as text[]), cast(?9 as text[]))
                with ordinality as t(person, source, starts, ends, seconds, list, n)
            order by n\
            """;
    private static final String CHANGE =
            """
            with changed as (
                select * from unnest(cast(?4 as uuid[]), cast(?5 as uuid[]), cast(?6 as bigint[]),
                                     cast(?7 as boolean[]), cast(?8 as bigint[]), cast(?9 as boolean[]))
                    as c(id, person, seconds_before, counts_before, seconds, counts)),
            stands as (
                insert into attendance (id, session_id, person_id, seconds, counts, revision)
                select id, ?1, person, seconds, counts, 1 from changed
                on conflict (session_id, person_id) do update
                set seconds = excluded.seconds, counts = excluded.counts, revision = attendance.revision + 1
                returning person_id, revision)
            insert into attendance_change (session_id, person_id, revision, source, changed_by, changed_at,
                                           seconds_before, counts_before, seconds_after, counts_after, reason)
            select ?1, person, revision, ?10, ?2, ?3, seconds_before, counts_before, seconds, counts,
                   nullif(?11, '')
            from changed join stands on person_id = person\
            """;

    /// Who tells something, when, in which way and, of a correction, why.
    ///
    /// @param reason empty where it is no correction
    record Telling(UUID by, Instant at, Evidence.Source source, String reason) {}

    private record Told(UUID personId, Evidence evidence) {}

    /// What is known of these people.
    Uni<Register> load(Booked session, Schedule schedule, Collection<UUID> people) {
        return PresenceRow.<PresenceRow>list(
                        "sessionId = ?1 and personId in ?2 order by number",
                        session.id(),
                        Set.copyOf(people))
                .map(rows ->
                        new Register(
                                schedule,
                                session.trainers(),
                                rows.stream()
                                        .collect(
                                                Collectors.groupingBy(
                                                        row -> row.personId,
                                                        Collectors.collectingAndThen(
                                                                Collectors.mapping(
                                                                        PresenceRow::evidence,
                                                                        Collectors.toList()),
                                                                Attendance::new)))));
    }

    Uni<Void> keep(UUID sessionId, Telling telling, List<Change> changes) {
        return changes.isEmpty()
                ? Uni.createFrom().voidItem()
                : tell(sessionId, telling, changes)
                        .chain(() -> change(sessionId, telling, changes))
                        .replaceWithVoid();
    }

    private static Uni<Integer> tell(UUID sessionId, Telling telling, List<Change> changes) {
        List<Told> told =
                changes.stream()
                        .flatMap(change ->
                                change.told().stream()
                                        .map(evidence -> new Told(change.personId(), evidence)))
                        .toList();
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(TELL)
                                .setParameter(1, sessionId)
                                .setParameter(2, telling.by())
                                .setParameter(3, telling.at())
                                .setParameter(
                                        4, told.stream().map(Told::personId).toArray(UUID[]::new))
                                .setParameter(5, texts(told, it -> it.evidence().source()))
                                .setParameter(6, texts(told, Registers::from))
                                .setParameter(7, texts(told, Registers::to))
                                .setParameter(8, texts(told, Registers::seconds))
                                .setParameter(9, texts(told, Registers::list))
                                .executeUpdate());
    }

    private static Uni<Integer> change(UUID sessionId, Telling telling, List<Change> changes) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(CHANGE)
                                .setParameter(1, sessionId)
                                .setParameter(2, telling.by())
                                .setParameter(3, telling.at())
                                .setParameter(4, ids(changes, _ -> Ids.next()))
                                .setParameter(5, ids(changes, Change::personId))
                                .setParameter(6, lengths(changes, it -> it.before().seconds()))
                                .setParameter(7, flags(changes, it -> it.before().counts()))
                                .setParameter(8, lengths(changes, it -> it.after().seconds()))
                                .setParameter(9, flags(changes, it -> it.after().counts()))
                                .setParameter(10, telling.source().name())
                                .setParameter(11, telling.reason())
                                .executeUpdate());
    }

    private static Object from(Told told) {
        return told.evidence() instanceof Stay stay ? stay.from() : null;
    }

    private static Object to(Told told) {
        return told.evidence() instanceof Stay stay ? stay.to() : null;
    }

    private static Object seconds(Told told) {
        return switch (told.evidence()) {
            case Stay _ -> null;
            case Length length -> length.seconds();
            case Listed listed -> listed.seconds();
        };
    }

    private static Object list(Told told) {
        return told.evidence() instanceof Listed listed ? listed.list() : null;
    }

    private static String[] texts(List<Told> told, Function<Told, Object> part) {
        return told.stream()
                .map(part)
                .map(value -> value == null ? null : value.toString())
                .toArray(String[]::new);
    }

    private static UUID[] ids(List<Change> changes, Function<Change, UUID> part) {
        return changes.stream().map(part).toArray(UUID[]::new);
    }

    private static Long[] lengths(List<Change> changes, Function<Change, Long> part) {
        return changes.stream().map(part).toArray(Long[]::new);
    }

    private static Boolean[] flags(List<Change> changes, Function<Change, Boolean> part) {
        return changes.stream().map(part).toArray(Boolean[]::new);
    }
}
