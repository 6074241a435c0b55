package org.assemble.training.attendance;

import static org.assemble.training.TrainingRefusal.UNKNOWN_ATTENDANCE;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.policy.Policies;
import org.assemble.platform.problem.Problem.FieldError;
import org.assemble.platform.problem.RefusalException;
import org.assemble.platform.revision.Revisions.Expected;
import org.assemble.training.TrainingRefusal;
import org.assemble.training.attendance.Registers.Telling;
import org.assemble.training.attendance.model.Change;
import org.assemble.training.attendance.model.Decision;
import org.assemble.training.attendance.model.Evidence.Length;
import org.assemble.training.attendance.model.Evidence.Source;
import org.assemble.training.attendance.model.Register;
import org.assemble.training.attendance.model.Schedule;
import org.assemble.training.attendance.model.Statement;
import org.assemble.training.session.SessionBook;
import org.assemble.training.session.SessionBook.Booked;

/// How long people were at sessions, and whether it counts (T3). Who tells something of a session
/// holds its row, so that what others tell at the same time waits.
@ApplicationScoped
class Attendances {
    private static final String SHARE = "attendance-share-percent";
    private static final int SECONDS = 60;

    @Inject SessionBook sessions;
    @Inject Registers registers;
    @Inject Consequences consequences;
    @Inject Policies policies;
    @Inject Clock clock;

    /// What came of what was told.
    ///
    /// @param counted those for whom it counts (T3)
    /// @param notEnrolled those who came without a seat: kept, and it counts for them too
    /// @param withdrawn of those for whom it counts, from whom the training was withdrawn (T4)
    record Outcome(List<UUID> counted, List<UUID> notEnrolled, List<UUID> withdrawn) {
        static Outcome of(List<Change> changes, Set<UUID> enrolled, List<UUID> withdrawn) {
            return new Outcome(
                    people(changes, change -> change.after().counts()),
                    people(changes, change -> !enrolled.contains(change.personId())),
                    withdrawn);
        }

        private static List<UUID> people(List<Change> changes, Predicate<Change> which) {
            return changes.stream().filter(which).map(Change::personId).toList();
        }
    }

    /// A person's attendance, and a page of the steps that led to it.
    record History(AttendanceRow attendance, List<ChangeRow> changes) {}

    /// A page of a session's register, and who in it has a seat.
    record Registered(List<AttendanceRow> rows, Set<UUID> enrolled) {}

    /// A trainer says who was there how long.
    @WithTransaction
    Uni<Outcome> record(Caller by, UUID sessionId, List<Statement> statements) {
        return sessions.locked(sessionId)
                .invoke(session -> session.mustBeGivenBy(by))
                .chain(session ->
                        learn(session, telling(by.personId(), Source.TRAINER, ""), statements));
    }

    /// Sets right how long somebody was there, as they know it to be until now: a trainer of the
    /// session, or the national team when its trainers are gone.
    @WithTransaction
    Uni<Void> correct(
            Caller by,
            UUID sessionId,
            UUID personId,
            Length corrected,
            String reason,
            Expected seen) {
        return sessions.locked(sessionId)
                .invoke(session -> session.mustBeLedBy(by))
                .call(() -> mustBeSeen(sessionId, personId, seen))
                .chain(session ->
                        learn(
                                session,
                                telling(by.personId(), Source.CORRECTION, reason),
                                List.of(new Statement(personId, corrected))))
                .replaceWithVoid();
    }

    private static Uni<Void> mustBeSeen(UUID sessionId, UUID personId, Expected seen) {
        return row(sessionId, personId).invoke(row -> seen.mustBe(row.revision)).replaceWithVoid();
    }

    /// For the person, for those who give the session, and for the national team (D1).
    @WithSession
    Uni<History> of(Caller by, UUID sessionId, UUID personId, PageRequest page) {
        return sessions.get(sessionId)
                .invoke(session -> {
                    if (!by.personId().equals(personId)) {
                        session.mustBeLedBy(by);
                    }
                })
                .chain(() -> history(sessionId, personId, page));
    }

    /// For those who give the session, and for the national team (D1).
    @WithSession
    Uni<Registered> list(Caller by, UUID sessionId, PageRequest page) {
        return sessions.get(sessionId)
                .invoke(session -> session.mustBeLedBy(by))
                .chain(() ->
                        AttendanceRow.<AttendanceRow>find(
                                        "sessionId = ?1 and id > ?2 order by id",
                                        sessionId,
                                        page.afterId())
                                .page(0, page.rows())
                                .list())
                .chain(rows ->
                        sessions.enrolled(
                                        sessionId, rows.stream().map(row -> row.personId).toList())
                                .map(enrolled -> new Registered(rows, enrolled)));
    }

    /// Keeps what is told of the session, with all that follows from it; part of the caller's
    /// transaction, which holds the session.
    Uni<Outcome> learn(Booked session, Telling telling, List<Statement> statements) {
        Collection<UUID> people = statements.stream().map(Statement::personId).toList();
        return schedule(session)
                .chain(schedule -> registers.load(session, schedule, people))
                .map(register -> changes(register, telling, statements))
                .call(changes -> registers.keep(session.id(), telling, changes))
                .chain(changes ->
                        sessions.enrolled(session.id(), people)
                                .chain(enrolled ->
                                        consequences
                                                .of(session, telling, changes)
                                                .map(withdrawn ->
                                                        Outcome.of(changes, enrolled, withdrawn))));
    }

    Telling telling(UUID by, Source source, String reason) {
        return new Telling(by, clock.instant(), source, reason);
    }

    /// The session's times with the share that is in force on its day (T3).
    Uni<Schedule> schedule(Booked session) {
        return policies.valueOn(SHARE, session.startsAt().atZone(clock.getZone()).toLocalDate())
                .map(percent -> new Schedule(session.startsAt(), session.endsAt(), percent));
    }

    static Length minutes(Source source, int minutes) {
        return new Length(source, (long) minutes * SECONDS);
    }

    private static Uni<History> history(UUID sessionId, UUID personId, PageRequest page) {
        return row(sessionId, personId)
                .chain(row ->
                        ChangeRow.<ChangeRow>find(
                                        "sessionId = ?1 and personId = ?2 and revision > ?3"
                                                + " order by revision",
                                        sessionId,
                                        personId,
                                        Math.clamp(page.afterNumber(), 0, Integer.MAX_VALUE))
                                .page(0, page.rows())
                                .list()
                                .map(changes -> new History(row, changes)));
    }

    private static Uni<AttendanceRow> row(UUID sessionId, UUID personId) {
        return AttendanceRow.<AttendanceRow>find(
                        "sessionId = ?1 and personId = ?2", sessionId, personId)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() ->
                        UNKNOWN_ATTENDANCE.because(
                                "Nothing was told of %s at this session.".formatted(personId)));
    }

    /// What it changes, or the refusal, which names those of the request whom it is about.
    private List<Change> changes(Register register, Telling telling, List<Statement> asked) {
        return switch (register.decide(asked, clock.instant())) {
            case Decision.Happened(var changes) -> changes;
            case Decision.No(var why, String detail, var about) ->
                    throw new RefusalException(
                            TrainingRefusal.valueOf(why.name()),
                            detail,
                            IntStream.range(0, asked.size())
                                    .filter(i -> about.contains(asked.get(i).personId()))
                                    .mapToObj(i -> new FieldError(pointer(telling, i), detail))
                                    .toList());
        };
    }

    private static String pointer(Telling telling, int index) {
        return telling.source() == Source.CORRECTION ? "/minutesPresent" : "/attendances/" + index;
    }
}
