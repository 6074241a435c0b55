package org.assemble.training.session;

import static org.assemble.training.TrainingRefusal.NO_SERIES;
import static org.assemble.training.TrainingRefusal.SESSION_BEGUN;
import static org.assemble.training.TrainingRefusal.SESSION_CANCELLED;
import static org.assemble.training.TrainingRefusal.UNKNOWN_SESSION;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.eventlog.EventLog;
import org.assemble.platform.eventlog.OutgoingEvent;
import org.assemble.platform.id.Ids;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.problem.RefusalException;
import org.assemble.platform.revision.Revisions.Expected;
import org.assemble.training.Columns;
import org.assemble.training.course.Courses;
import org.assemble.training.session.Notice.Kind;
import org.assemble.training.session.SessionBook.Booked;
import org.assemble.training.session.SessionMessage.NoticeGiven;
import org.assemble.training.session.SessionMessage.SessionCancelled;
import org.assemble.training.session.SessionMessage.SessionChanged;
import org.assemble.training.session.SessionMessage.SessionPlanned;
import org.assemble.training.session.model.Plan;
import org.assemble.training.session.model.SeatsCommand.Resize;
import org.assemble.training.session.model.SeatsEvent;
import org.assemble.training.session.model.SeatsEvent.MovedUp;

/// The sessions of the trainings: planned by themselves or as a series, changed and cancelled until
/// they begin (T3). What changes reaches those who have a seat or wait for one.
@ApplicationScoped
public class Sessions {
    static final String SEES_ALL = "national-admin";

    @Inject WhenMoved whenMoved;
    @Inject SeatsTable seats;
    @Inject Notices notices;
    @Inject Courses courses;
    @Inject EventLog log;
    @Inject Clock clock;

    /// Which sessions of a series a change is for.
    public enum Scope {
        /// The one that is named.
        ONE,
        /// It and those that come after it.
        FOLLOWING,
        /// All of them.
        ALL
    }

    /// Somebody who waits for a seat, and behind whom.
    record Waiting(UUID personId, long place) {}

    /// Plans a session, or with a rule a series of them.
    ///
    /// @param repeats a rule as in RFC 5545; null for a single one
    /// @return the first
    @WithTransaction
    Uni<SessionRow> plan(Caller caller, String course, Plan plan, String repeats) {
        return courses.mustBeOffered(course)
                .invoke(() -> PlanRules.mustBePossible(plan))
                .chain(() -> courses.mustBeGivenBy(course, giversOf(caller, plan)))
                .chain(() -> {
                    List<SessionRow> rows =
                            plans(plan, repeats).stream()
                                    .map(each -> planned(caller, course, each))
                                    .toList();
                    if (repeats != null) {
                        UUID series = Ids.next();
                        rows.forEach(row -> row.seriesId = series);
                        rows.forEach(row -> row.repeats = repeats);
                    }
                    return SessionRow.persist(rows)
                            .call(Panache::flush)
                            .chain(() -> Panache.getSession())
                            .chain(session -> session.refresh(rows.getFirst()))
                            .chain(() -> log.append(rows.stream().map(SessionPlanned::of).toList()))
                            .replaceWith(rows.getFirst());
                });
    }

    @WithSession
    Uni<SessionRow> get(UUID id) {
        return SessionRow.<SessionRow>findById(id).onItem().ifNull().failWith(() -> unknown(id));
    }

    /// A session, and whether whoever looks at it may join it: who has a seat in it, or leads it.
    record Seen(SessionRow session, boolean joins) {}

    @WithSession
    Uni<Seen> seenBy(Optional<Caller> caller, UUID id) {
        return get(id).chain(row ->
                caller.map(who -> joins(who, row))
                        .orElseGet(() -> Uni.createFrom().item(false))
                        .map(joins -> new Seen(row, joins)));
    }

    private static Uni<Boolean> joins(Caller caller, SessionRow row) {
        return Booked.of(row).isLedBy(caller)
                ? Uni.createFrom().item(true)
                : EnrolmentRow.count("sessionId = ?1 and personId = ?2", row.id, caller.personId())
                        .map(seats -> seats > 0);
    }

    @WithSession
    Uni<List<SessionRow>> list(SessionFilter filter, PageRequest page) {
        SessionFilter.Conditions wanted = filter.after(page.afterId(), clock.instant());
        return SessionRow.<SessionRow>find(wanted.hql(), wanted.values())
                .page(0, page.rows())
                .list();
    }

    /// Changes a session; of a series also the following ones, or all, in what was changed of this
    /// one. Those that have begun or are cancelled stay as they are.
    @WithTransaction
    Uni<SessionRow> change(Caller caller, UUID id, Scope scope, Expected expected, Plan change) {
        Instant now = clock.instant();
        return lockedToEdit(caller, id, scope, now, expected)
                .chain(rows -> {
                    SessionRow named = named(rows, id);
                    Plan before = named.plan();
                    Plan after = change.trainers().isEmpty() ? change.givenBy(before) : change;
                    return courses.mustBeGivenBy(named.course, after.newTrainers(before))
                            .chain(() ->
                                    eachOf(
                                            rows,
                                            row ->
                                                    change(
                                                            row,
                                                            row == named
                                                                    ? after
                                                                    : row.plan()
                                                                            .changedAs(
                                                                                    before, after),
                                                            caller,
                                                            now)))
                            .call(changes -> whenMoved.moved(moved(changes)))
                            .chain(changes -> said(changes, now))
                            .replaceWith(named);
                });
    }

    /// Cancels a session; of a series also the following ones, or all that have not begun.
    @WithTransaction
    Uni<SessionRow> cancel(Caller caller, UUID id, Scope scope, Expected expected, String reason) {
        Instant now = clock.instant();
        return lockedToEdit(caller, id, scope, now, expected)
                .chain(rows -> {
                    rows.forEach(row -> row.cancel(reason, now));
                    return whenMoved
                            .moved(ids(rows))
                            .chain(() -> notices.toAll(ids(rows), Kind.SESSION_CANCELLED, now))
                            .chain(news -> tell(news, rows.stream().map(SessionCancelled::of)))
                            .replaceWith(named(rows, id));
                });
    }

    /// Who has a seat, for those who give the session.
    @WithSession
    Uni<List<EnrolmentRow>> seats(Caller caller, UUID id, PageRequest page) {
        return get(id).invoke(row -> mustLead(caller, row))
                .chain(() ->
                        EnrolmentRow.<EnrolmentRow>find(
                                        "sessionId = ?1 and id > ?2 order by id",
                                        id,
                                        page.afterId())
                                .page(0, page.rows())
                                .list());
    }

    /// Who waits for one, first come first.
    @WithSession
    Uni<List<Waiting>> waitingList(Caller caller, UUID id, PageRequest page) {
        return get(id).invoke(row -> mustLead(caller, row)).chain(() -> seats.queue(id, page));
    }

    private static void mustLead(Caller caller, SessionRow row) {
        Booked.of(row).mustBeLedBy(caller);
    }

    /// One session after the change, and what it is about.
    ///
    /// @param row null where nothing was changed of it
    private record Change(
            SessionRow row, boolean moved, boolean toBeTold, List<SeatsEvent> events) {
        static final Change NONE = new Change(null, false, false, List.of());
    }

    private Uni<Change> change(SessionRow row, Plan after, Caller caller, Instant now) {
        Plan before = row.plan();
        if (after.equals(before)) {
            return Uni.createFrom().item(Change.NONE);
        }
        PlanRules.mustBePossible(after);
        PlanRules.mustComeAfter(now, before, after);
        return seats.load(row, List.of(), Math.max(0, after.capacity() - row.enrolled))
                .map(found -> Seating.happened(found.decide(new Resize(after.capacity()))))
                .call(events -> {
                    // Together: what the row counts fits its seats at every moment.
                    row.keep(after, now);
                    return seats.keep(row, caller.personId(), now, events);
                })
                .map(events ->
                        new Change(
                                row,
                                !after.startsAt().equals(before.startsAt()),
                                !after.equals(before.sized(after)),
                                events));
    }

    private static List<UUID> moved(List<Change> changes) {
        return ids(changes.stream().filter(Change::moved).map(Change::row).toList());
    }

    private Uni<Void> said(List<Change> all, Instant now) {
        List<Change> changes = all.stream().filter(change -> change.row() != null).toList();
        List<Notice> movedUp =
                changes.stream()
                        .flatMap(change ->
                                change.events().stream()
                                        .filter(MovedUp.class::isInstance)
                                        .map(MovedUp.class::cast)
                                        .map(moved ->
                                                Notice.of(
                                                        moved.personId(),
                                                        change.row().id,
                                                        Kind.SEAT_FROM_WAITING_LIST,
                                                        now)))
                        .toList();
        List<SessionRow> toBeTold =
                changes.stream().filter(Change::toBeTold).map(Change::row).toList();
        return notices.toAll(ids(toBeTold), Kind.SESSION_CHANGED, now)
                .chain(news ->
                        tell(
                                Stream.concat(movedUp.stream(), news.stream()).toList(),
                                changes.stream().map(Change::row).map(SessionChanged::of)));
    }

    private Uni<Void> tell(List<Notice> news, Stream<? extends OutgoingEvent> messages) {
        List<OutgoingEvent> all = new ArrayList<>();
        messages.forEach(all::add);
        news.stream().map(NoticeGiven::of).forEach(all::add);
        return notices.keep(news).chain(() -> log.append(all));
    }

    /// The session, for this transaction alone: who asks for its seats at the same time waits.
    static Uni<SessionRow> locked(UUID id) {
        return locked(id, LockModeType.PESSIMISTIC_WRITE);
    }

    static Uni<SessionRow> locked(UUID id, LockModeType mode) {
        return SessionRow.<SessionRow>findById(id, mode)
                .onItem()
                .ifNull()
                .failWith(() -> unknown(id));
    }

    /// Those that an edit is for, locked in one order, and the named one as its editor saw it.
    private Uni<List<SessionRow>> lockedToEdit(
            Caller caller, UUID id, Scope scope, Instant now, Expected expected) {
        return lockedOf(id, scope)
                .map(rows -> {
                    SessionRow named = named(rows, id);
                    mustLead(caller, named);
                    expected.mustBe(named.revision);
                    mustBeOpen(named, now);
                    return rows.stream()
                            .filter(row -> row.cancelledAt == null && row.startsAt.isAfter(now))
                            .toList();
                });
    }

    private static Uni<List<SessionRow>> lockedOf(UUID id, Scope scope) {
        return scope == Scope.ONE
                ? locked(id).map(List::of)
                : seriesOf(id)
                        .chain(place ->
                                SessionRow.<SessionRow>find(
                                                "seriesId = ?1 and (id = ?2 or startsAt >= ?3)"
                                                        + " order by id",
                                                place.seriesId(),
                                                id,
                                                scope == Scope.ALL
                                                        ? Instant.EPOCH
                                                        : place.startsAt())
                                        .withLock(LockModeType.PESSIMISTIC_WRITE)
                                        .list());
    }

    private record PlaceInSeries(UUID seriesId, Instant startsAt) {}

    /// Read apart from the row, which is not known before it is locked.
    private static Uni<PlaceInSeries> seriesOf(UUID id) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(
                                        "select series_id, starts_at from session where id = ?1",
                                        Object[].class)
                                .setParameter(1, id)
                                .getSingleResultOrNull())
                .map(row -> {
                    if (row == null) {
                        throw unknown(id);
                    }
                    if (row[0] == null) {
                        throw NO_SERIES.because("Session %s was planned by itself.".formatted(id));
                    }
                    return new PlaceInSeries((UUID) row[0], Columns.time(row[1]));
                });
    }

    private static void mustBeOpen(SessionRow row, Instant now) {
        if (row.cancelledAt != null) {
            throw SESSION_CANCELLED.because("It was cancelled at %s.".formatted(row.cancelledAt));
        }
        if (!row.startsAt.isAfter(now)) {
            throw SESSION_BEGUN.because("It began at %s.".formatted(row.startsAt));
        }
    }

    /// Who plans a session vouches for it as those do who give it, but for the national team.
    private static List<UUID> giversOf(Caller caller, Plan plan) {
        return caller.has(SEES_ALL)
                ? plan.trainers()
                : Stream.concat(plan.trainers().stream(), Stream.of(caller.personId())).toList();
    }

    private static List<Plan> plans(Plan plan, String repeats) {
        return repeats == null
                ? List.of(plan)
                : RepeatRule.read(repeats).starts(plan.localStart(), plan.timeZone()).stream()
                        .map(plan::at)
                        .toList();
    }

    private SessionRow planned(Caller caller, String course, Plan plan) {
        Instant now = clock.instant();
        SessionRow row = new SessionRow();
        row.id = Ids.next();
        row.course = course;
        row.plannedBy = caller.personId();
        row.plannedAt = now;
        row.keep(plan, now);
        return row;
    }

    private static SessionRow named(List<SessionRow> rows, UUID id) {
        return rows.stream().filter(row -> row.id.equals(id)).findFirst().orElseThrow();
    }

    private static List<UUID> ids(List<SessionRow> rows) {
        return rows.stream().map(row -> row.id).toList();
    }

    /// One after the other: a transaction does one thing at a time.
    private static <T> Uni<List<T>> eachOf(
            List<SessionRow> rows, Function<SessionRow, Uni<T>> work) {
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .asList();
    }

    private static RefusalException unknown(UUID id) {
        return UNKNOWN_SESSION.because("No session has the id %s.".formatted(id));
    }
}
