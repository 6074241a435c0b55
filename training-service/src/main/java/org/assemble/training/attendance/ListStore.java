package org.assemble.training.attendance;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.assemble.training.attendance.model.Evidence.Listed;
import org.assemble.training.attendance.model.Evidence.Stay;
import org.assemble.training.calllist.model.Line;

/// The lists of calls in the database; one statement for however many people. Every method is part
/// of the caller's transaction.
@ApplicationScoped
class ListStore {
    private static final String ATTENDEES =
            """
            insert into listed_attendee (id, list_id, number, sealed, person_id, matched_at)
            select a.id, ?1, a.number, decode(a.sealed, 'base64'), cast(a.person as uuid),
                   case when a.person is null then null else cast(?2 as timestamptz) end
            from unnest(cast(?3 as uuid[]), cast(?4 as integer[]), cast(?5 as text[]), cast(?6 as text[]))
                as a(id, number, sealed, person)\
            """;
    private static final String LINES =
            """
            insert into listed_line (attendee_id, line, starts_at, ends_at, seconds, problem)
            select l.attendee, l.line, cast(l.starts as timestamptz), cast(l.ends as timestamptz),
                   cast(l.seconds as bigint), l.problem
            from unnest(cast(?1 as uuid[]), cast(?2 as integer[]), cast(?3 as text[]), cast(?4 as text[]),
                        cast(?5 as text[]), cast(?6 as text[]))
                as l(attendee, line, starts, ends, seconds, problem)\
            """;
    private static final String COUNTED =
            """
            select distinct a.person_id from listed_attendee a
            join attendance t on t.person_id = a.person_id and t.session_id = ?2
            where a.list_id = ?1 and t.counts order by a.person_id\
            """;
    private static final String NUMBERS =
            """
            select count(*) as attendees, count(*) filter (where person_id is null) as unmatched,
                   (select count(*) from listed_line l join listed_attendee b on b.id = l.attendee_id
                    where b.list_id = ?1 and l.problem is not null) as troubled
            from listed_attendee where list_id = ?1\
            """;
    private static final String FOUND =
            """
            select distinct person_id from listed_attendee
            where list_id = ?1 and person_id is not null order by person_id\
            """;
    private static final String FORGET_NAMES =
            """
            with old as (
                update attendance_list set wrapped_key = null
                where uploaded_at < ?1 and wrapped_key is not null returning id)
            update listed_attendee set sealed = null
            where list_id in (select id from old) and sealed is not null\
            """;

    /// Somebody in a list that is about to be kept.
    ///
    /// @param sealed name and address; null where it is known who it is
    /// @param personId null where it is not known
    record NewAttendee(UUID id, int number, byte[] sealed, UUID personId, List<Line> lines) {}

    /// @param troubled lines that do not count
    record Numbers(long attendees, long unmatched, long troubled) {}

    private record NewLine(UUID attendee, Line line) {

        private Object from() {
            return line instanceof Line.Telling(int _, Stay stay) ? stay.from() : null;
        }

        private Object to() {
            return line instanceof Line.Telling(int _, Stay stay) ? stay.to() : null;
        }

        private Object seconds() {
            return line instanceof Line.Telling(int _, Listed listed) ? listed.seconds() : null;
        }

        private Object problem() {
            return line instanceof Line.Troubled troubled ? troubled.problem() : null;
        }
    }

    Uni<Void> keep(ListRow list, List<NewAttendee> attendees) {
        return list.persistAndFlush()
                .chain(() -> insert(list, attendees))
                .chain(() -> insertLines(attendees))
                .replaceWithVoid();
    }

    /// How many stand in a list, of how many it is not known who they are, and how many lines do
    /// not count.
    Uni<Numbers> numbers(UUID listId) {
        return Panache.getSession()
                .chain(db ->
                        db.createNativeQuery(NUMBERS, Object[].class)
                                .setParameter(1, listId)
                                .getSingleResult())
                .map(row -> new Numbers((long) row[0], (long) row[1], (long) row[2]));
    }

    /// Those of whom it is known who they are.
    Uni<List<UUID>> found(UUID listId) {
        return Panache.getSession()
                .chain(db ->
                        db.createNativeQuery(FOUND, UUID.class)
                                .setParameter(1, listId)
                                .getResultList());
    }

    Uni<List<UUID>> counted(ListRow list) {
        return Panache.getSession()
                .chain(db ->
                        db.createNativeQuery(COUNTED, UUID.class)
                                .setParameter(1, list.id)
                                .setParameter(2, list.sessionId)
                                .getResultList());
    }

    Uni<List<ListedLineRow>> lines(Collection<UUID> attendees) {
        return attendees.isEmpty()
                ? Uni.createFrom().item(List.of())
                : ListedLineRow.list("attendeeId in ?1 order by line", attendees);
    }

    /// The lines of a list that do not count.
    Uni<List<ListedLineRow>> troubled(UUID listId, int most) {
        return ListedLineRow.<ListedLineRow>find(
                        "problem is not null and attendeeId in"
                                + " (select a.id from ListedAttendeeRow a where a.listId = ?1)"
                                + " order by line",
                        listId)
                .page(0, most)
                .list();
    }

    /// Erases the names of all lists that are older, whether or not it became known who they are.
    Uni<Integer> forgetNames(Instant before) {
        return Panache.getSession()
                .chain(db ->
                        db.createNativeQuery(FORGET_NAMES).setParameter(1, before).executeUpdate());
    }

    private static Uni<Integer> insert(ListRow list, List<NewAttendee> attendees) {
        return Panache.getSession()
                .chain(db ->
                        db.createNativeQuery(ATTENDEES)
                                .setParameter(1, list.id)
                                .setParameter(2, list.uploadedAt)
                                .setParameter(3, ids(attendees, NewAttendee::id))
                                .setParameter(
                                        4,
                                        attendees.stream()
                                                .map(NewAttendee::number)
                                                .toArray(Integer[]::new))
                                .setParameter(5, texts(attendees, ListStore::sealed))
                                .setParameter(6, texts(attendees, NewAttendee::personId))
                                .executeUpdate());
    }

    private static Uni<Integer> insertLines(List<NewAttendee> attendees) {
        List<NewLine> lines =
                attendees.stream()
                        .flatMap(attendee ->
                                attendee.lines().stream()
                                        .map(line -> new NewLine(attendee.id(), line)))
                        .toList();
        return Panache.getSession()
                .chain(db ->
                        db.createNativeQuery(LINES)
                                .setParameter(1, ids(lines, NewLine::attendee))
                                .setParameter(
                                        2,
                                        lines.stream()
                                                .map(line -> line.line().line())
                                                .toArray(Integer[]::new))
                                .setParameter(3, texts(lines, NewLine::from))
                                .setParameter(4, texts(lines, NewLine::to))
                                .setParameter(5, texts(lines, NewLine::seconds))
                                .setParameter(6, texts(lines, NewLine::problem))
                                .executeUpdate());
    }

    private static String sealed(NewAttendee attendee) {
        return attendee.sealed() == null
                ? null
                : Base64.getEncoder().encodeToString(attendee.sealed());
    }

    private static <T> UUID[] ids(List<T> rows, Function<T, UUID> part) {
        return rows.stream().map(part).toArray(UUID[]::new);
    }

    private static <T> String[] texts(List<T> rows, Function<T, Object> part) {
        return rows.stream()
                .map(part)
                .map(value -> value == null ? null : value.toString())
                .toArray(String[]::new);
    }
}
