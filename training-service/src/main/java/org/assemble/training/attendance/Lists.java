package org.assemble.training.attendance;

import static org.assemble.training.TrainingRefusal.ATTENDEE_MATCHED;
import static org.assemble.training.TrainingRefusal.SESSION_NOT_BEGUN;
import static org.assemble.training.TrainingRefusal.UNKNOWN_ATTENDEE;
import static org.assemble.training.TrainingRefusal.UNKNOWN_LIST;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.id.Ids;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.policy.Policies;
import org.assemble.training.address.CallAddresses;
import org.assemble.training.attendance.ListSeals.Sealed;
import org.assemble.training.attendance.ListSeals.SealedList;
import org.assemble.training.attendance.ListStore.NewAttendee;
import org.assemble.training.attendance.ListStore.Numbers;
import org.assemble.training.attendance.model.Evidence.Source;
import org.assemble.training.attendance.model.Schedule;
import org.assemble.training.attendance.model.Statement;
import org.assemble.training.record.Completions;
import org.assemble.training.session.SessionBook;
import org.assemble.training.session.SessionBook.Booked;

/// The lists of calls: who stands in them is found by their address, and the rest by a trainer
/// (T3).
@ApplicationScoped
class Lists {
    private static final String NAMES_DAYS = "attendance-list-names-days";
    private static final String ALL = "listId = ?1 and id > ?2 order by id";
    private static final String UNMATCHED =
            "listId = ?1 and id > ?2 and personId is null order by id";
    private static final int MOST_TROUBLED = 1_000;

    @Inject SessionBook sessions;
    @Inject Attendances attendances;
    @Inject CallAddresses addresses;
    @Inject ListStore store;
    @Inject Completions completions;
    @Inject Policies policies;
    @Inject Clock clock;

    /// A list, and what came of it.
    ///
    /// @param counted of those who were found, for whom it counts
    /// @param notEnrolled of those who were found, who came without a seat
    /// @param withdrawn of those for whom it counts, from whom the training was withdrawn (T4)
    /// @param troubled the first of the lines that do not count
    record Summary(
            ListRow list,
            Numbers numbers,
            List<UUID> counted,
            List<UUID> notEnrolled,
            List<UUID> withdrawn,
            List<ListedLineRow> troubled) {}

    /// Somebody in a list, with their lines.
    record Listed(ListedAttendeeRow attendee, List<ListedLineRow> lines, byte[] wrappedKey) {}

    /// The session of which the caller has a list: one that they give, and that has begun.
    @WithSession
    Uni<Booked> begun(Caller by, UUID sessionId) {
        return sessions.get(sessionId)
                .map(session -> session.mustBeGivenBy(by))
                .invoke(session -> {
                    if (clock.instant().isBefore(session.startsAt())) {
                        throw SESSION_NOT_BEGUN.because(
                                "It begins at %s.".formatted(session.startsAt()));
                    }
                });
    }

    @WithSession
    Uni<Schedule> schedule(Booked session) {
        return attendances.schedule(session);
    }

    /// Keeps a list, and what it tells of those who are found. The same list again is the one that
    /// is there.
    ///
    /// @return its id
    @WithTransaction
    Uni<UUID> keep(Caller by, UUID sessionId, SealedList read) {
        return sessions.locked(sessionId)
                .map(session -> session.mustBeGivenBy(by))
                .chain(session ->
                        ListRow.<ListRow>find(
                                        "sessionId = ?1 and content = ?2",
                                        sessionId,
                                        read.content())
                                .firstResult()
                                .chain(known ->
                                        known == null
                                                ? keepNew(by, session, read)
                                                : Uni.createFrom().item(known.id)));
    }

    @WithSession
    Uni<List<ListRow>> list(Caller by, UUID sessionId, PageRequest page) {
        return given(by, sessionId)
                .chain(() ->
                        ListRow.<ListRow>find(
                                        "sessionId = ?1 and id > ?2 order by id",
                                        sessionId,
                                        page.afterId())
                                .page(0, page.rows())
                                .list());
    }

    @WithSession
    Uni<Summary> get(Caller by, UUID sessionId, UUID listId) {
        return given(by, sessionId)
                .chain(session -> row(sessionId, listId).chain(list -> summary(session, list)));
    }

    /// Those who stand in a list; only those of whom it is not known who they are, where that is
    /// asked.
    @WithSession
    Uni<List<Listed>> attendees(
            Caller by, UUID sessionId, UUID listId, boolean unmatched, PageRequest page) {
        return given(by, sessionId)
                .chain(() -> row(sessionId, listId))
                .chain(list ->
                        ListedAttendeeRow.<ListedAttendeeRow>find(
                                        unmatched ? UNMATCHED : ALL, listId, page.afterId())
                                .page(0, page.rows())
                                .list()
                                .chain(rows -> withLines(list, rows)));
    }

    /// A trainer says who these are; what the list tells of them holds from now on.
    ///
    /// @return the list's id
    @WithTransaction
    Uni<UUID> match(Caller by, UUID sessionId, UUID listId, Map<Integer, UUID> who) {
        return sessions.locked(sessionId)
                .map(session -> session.mustBeGivenBy(by))
                .chain(session ->
                        row(sessionId, listId)
                                .call(list ->
                                        newlyMatched(by, list, who)
                                                .chain(listed -> tell(by, session, listed))))
                .replaceWith(listId);
    }

    /// Erases names when the time in which to find out who they are is over.
    @WithTransaction
    Uni<Integer> forgetNames() {
        return policies.valueOn(NAMES_DAYS, clock.instant().atZone(clock.getZone()).toLocalDate())
                .chain(days -> store.forgetNames(clock.instant().minus(Duration.ofDays(days))));
    }

    private Uni<UUID> keepNew(Caller by, Booked session, SealedList read) {
        ListRow row = new ListRow();
        row.id = read.id();
        row.sessionId = session.id();
        row.content = read.content();
        row.format = read.format();
        row.uploadedBy = by.personId();
        row.uploadedAt = clock.instant();
        row.wrappedKey = read.wrappedKey();
        List<String> hashes =
                read.attendees().stream().map(Sealed::hash).filter(Objects::nonNull).toList();
        return addresses
                .whose(hashes)
                .chain(found ->
                        store.keep(row, newAttendees(read, found))
                                .chain(() -> learn(by, session, statements(read, found))))
                .replaceWith(row.id);
    }

    private static List<NewAttendee> newAttendees(SealedList read, Map<String, UUID> found) {
        return read.attendees().stream()
                .map(attendee -> {
                    UUID person = person(attendee, found);
                    return new NewAttendee(
                            Ids.next(),
                            attendee.number(),
                            person == null ? attendee.sealed() : null,
                            person,
                            attendee.lines());
                })
                .toList();
    }

    private static List<Statement> statements(SealedList read, Map<String, UUID> found) {
        return read.attendees().stream()
                .filter(attendee -> person(attendee, found) != null)
                .flatMap(attendee ->
                        attendee.told().stream()
                                .map(told -> new Statement(person(attendee, found), told)))
                .toList();
    }

    private static UUID person(Sealed attendee, Map<String, UUID> found) {
        return attendee.hash() == null ? null : found.get(attendee.hash());
    }

    private Uni<Void> tell(Caller by, Booked session, List<Listed> listed) {
        return learn(
                by,
                session,
                listed.stream()
                        .flatMap(it ->
                                it.lines().stream()
                                        .flatMap(line -> line.told(it.attendee().listId).stream())
                                        .map(told -> new Statement(it.attendee().personId, told)))
                        .toList());
    }

    private Uni<Void> learn(Caller by, Booked session, List<Statement> statements) {
        return statements.isEmpty()
                ? Uni.createFrom().voidItem()
                : attendances
                        .learn(
                                session,
                                attendances.telling(by.personId(), Source.LIST, ""),
                                statements)
                        .replaceWithVoid();
    }

    /// Those of whom it was not known before who they are.
    private Uni<List<Listed>> newlyMatched(Caller by, ListRow list, Map<Integer, UUID> who) {
        return ListedAttendeeRow.<ListedAttendeeRow>list(
                        "listId = ?1 and number in ?2 order by number", list.id, who.keySet())
                .invoke(rows -> mustBeThere(rows, who))
                .map(rows -> rows.stream().filter(row -> row.personId == null).toList())
                .invoke(rows ->
                        rows.forEach(row ->
                                row.match(who.get(row.number), by.personId(), clock.instant())))
                .chain(rows -> withLines(list, rows));
    }

    private static void mustBeThere(List<ListedAttendeeRow> rows, Map<Integer, UUID> who) {
        Set<Integer> there = rows.stream().map(row -> row.number).collect(Collectors.toSet());
        who.keySet().stream()
                .filter(number -> !there.contains(number))
                .findFirst()
                .ifPresent(number -> {
                    throw UNKNOWN_ATTENDEE.because("The list has no number %d.".formatted(number));
                });
        rows.stream()
                .filter(row -> row.personId != null && !row.personId.equals(who.get(row.number)))
                .findFirst()
                .ifPresent(row -> {
                    throw ATTENDEE_MATCHED.because(
                            "Number %d is person %s.".formatted(row.number, row.personId));
                });
    }

    private Uni<List<Listed>> withLines(ListRow list, List<ListedAttendeeRow> rows) {
        return store.lines(rows.stream().map(row -> row.id).toList())
                .map(lines -> {
                    Map<UUID, List<ListedLineRow>> byAttendee =
                            lines.stream().collect(Collectors.groupingBy(line -> line.attendeeId));
                    return rows.stream()
                            .map(row ->
                                    new Listed(
                                            row,
                                            byAttendee.getOrDefault(row.id, List.of()),
                                            list.wrappedKey))
                            .toList();
                });
    }

    private Uni<Summary> summary(Booked session, ListRow list) {
        return store.numbers(list.id)
                .chain(numbers ->
                        store.counted(list)
                                .chain(counted -> summary(session, list, numbers, counted)));
    }

    private Uni<Summary> summary(
            Booked session, ListRow list, Numbers numbers, List<UUID> counted) {
        return notEnrolled(session, list)
                .chain(notEnrolled ->
                        completions
                                .lostBy(session.course(), session.id(), counted)
                                .chain(withdrawn ->
                                        store.troubled(list.id, MOST_TROUBLED)
                                                .map(troubled ->
                                                        new Summary(
                                                                list,
                                                                numbers,
                                                                counted,
                                                                notEnrolled,
                                                                withdrawn,
                                                                troubled))));
    }

    private Uni<List<UUID>> notEnrolled(Booked session, ListRow list) {
        return store.found(list.id)
                .chain(found ->
                        sessions.enrolled(session.id(), found)
                                .map(seated ->
                                        found.stream()
                                                .filter(person -> !seated.contains(person))
                                                .filter(person ->
                                                        !session.trainers().contains(person))
                                                .toList()));
    }

    private Uni<Booked> given(Caller by, UUID sessionId) {
        return sessions.get(sessionId).map(session -> session.mustBeGivenBy(by));
    }

    private static Uni<ListRow> row(UUID sessionId, UUID listId) {
        return ListRow.<ListRow>find("id = ?1 and sessionId = ?2", listId, sessionId)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() ->
                        UNKNOWN_LIST.because("No list of it has the id %s.".formatted(listId)));
    }
}
