package org.assemble.training.session;

import static org.assemble.training.TrainingRefusal.IMPOSSIBLE_TIME_ZONE;
import static org.assemble.training.TrainingRefusal.PLACE_OR_LINK;
import static org.assemble.training.TrainingRefusal.SESSION_ENDS_BEFORE_IT_BEGINS;
import static org.assemble.training.TrainingRefusal.UNKNOWN_SESSION;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.policy.Policies;
import org.assemble.platform.problem.Problem.FieldError;
import org.assemble.platform.problem.RefusalException;
import org.assemble.training.TrainingRefusal;
import org.assemble.training.course.Courses;
import org.assemble.training.record.Completions;
import org.assemble.training.session.model.Decision;
import org.assemble.training.session.model.SessionCommand.Enrol;
import org.assemble.training.session.model.SessionCommand.Presence;
import org.assemble.training.session.model.SessionCommand.RecordAttendance;
import org.assemble.training.session.model.SessionEvent;
import org.assemble.training.session.model.SessionEvent.Attended;
import org.assemble.training.session.model.SessionEvent.Enrolled;
import org.assemble.training.team.Teams;

/// The sessions of the trainings: planned, enrolled in, attended (T3).
@ApplicationScoped
public class Sessions {
    private static final String SHARE = "attendance-share-percent";

    @Inject Enrolments enrolments;
    @Inject Courses courses;
    @Inject Teams teams;
    @Inject Completions completions;
    @Inject Policies policies;
    @Inject Clock clock;

    @WithTransaction
    Uni<SessionRow> plan(SessionRow planned) {
        return courses.mustExist(planned.course)
                .invoke(() -> mustBePossible(planned))
                .chain(() -> planned.persist());
    }

    @WithSession
    Uni<SessionRow> get(UUID id) {
        return SessionRow.<SessionRow>findById(id).onItem().ifNull().failWith(() -> unknown(id));
    }

    @WithSession
    Uni<List<SessionRow>> list(PageRequest page) {
        return SessionRow.<SessionRow>find("id > ?1 order by id", page.afterId())
                .page(0, page.rows())
                .list();
    }

    @WithSession
    Uni<List<SessionRow>> listOf(String course, PageRequest page) {
        return SessionRow.<SessionRow>find(
                        "course = ?1 and id > ?2 order by id", course, page.afterId())
                .page(0, page.rows())
                .list();
    }

    @WithSession
    Uni<List<EnrolmentRow>> seats(UUID id, PageRequest page) {
        return get(id).chain(() -> enrolments.list(id, page));
    }

    /// A seat for each of them, or for none; for nobody named, one for the caller.
    @WithTransaction
    Uni<SessionRow> enrol(Caller caller, UUID id, List<UUID> named) {
        List<UUID> people = named.isEmpty() ? List.of(caller.personId()) : named;
        return locked(id)
                .call(() -> teams.mustBeOnTeamOf(caller, people))
                .call(row ->
                        enrolments
                                .load(row)
                                .map(session -> session.decide(new Enrol(people)))
                                .map(decision -> happened(decision, Enrolled.class, List.of()))
                                .invoke(events -> row.enrolled += events.size())
                                .chain(events -> enrolments.enrol(id, caller.personId(), events)));
    }

    /// Keeps who was there how long.
    ///
    /// @return those for whom it counts (T3), without those from whom it was withdrawn (T4)
    @WithTransaction
    Uni<List<UUID>> attend(UUID id, List<Presence> presences) {
        return locked(id)
                .chain(row ->
                        policies.valueOn(SHARE, row.startsAt.atZone(clock.getZone()).toLocalDate())
                                .chain(percent -> attend(row, presences, percent)));
    }

    private Uni<List<UUID>> attend(SessionRow row, List<Presence> presences, long sharePercent) {
        Instant now = clock.instant();
        return enrolments
                .load(row)
                .chain(session -> {
                    Decision decision =
                            session.decide(new RecordAttendance(presences, sharePercent, now));
                    List<Attended> events = happened(decision, Attended.class, presences);
                    return enrolments
                            .attend(row.id, events)
                            .chain(() -> complete(row, session.lastedUntil(now), events));
                });
    }

    private Uni<List<UUID>> complete(SessionRow row, Instant at, List<Attended> events) {
        List<UUID> people =
                events.stream().filter(Attended::counts).map(Attended::personId).toList();
        return completions
                .complete(row.course, row.id, at, people)
                .map(lost -> people.stream().filter(person -> !lost.contains(person)).toList());
    }

    /// The session, for this transaction alone: who asks for its seats at the same time waits.
    private static Uni<SessionRow> locked(UUID id) {
        return SessionRow.<SessionRow>findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> unknown(id));
    }

    private static RefusalException unknown(UUID id) {
        return UNKNOWN_SESSION.because("No session has the id %s.".formatted(id));
    }

    private static void mustBePossible(SessionRow planned) {
        if (!planned.startsAt.isBefore(planned.endsAt)) {
            throw SESSION_ENDS_BEFORE_IT_BEGINS.at(
                    "/endsAt", "%s is not after the beginning.".formatted(planned.endsAt));
        }
        if (!ZoneId.getAvailableZoneIds().contains(planned.timeZone)) {
            throw IMPOSSIBLE_TIME_ZONE.at(
                    "/timeZone", "No time zone has the name %s.".formatted(planned.timeZone));
        }
        if ((planned.onlineUrl == null) == (planned.place == null)) {
            throw PLACE_OR_LINK.because("One of online and place is needed, and only one.");
        }
    }

    /// What happened, or the refusal, which names those of the request whom it is about.
    private static <E extends SessionEvent> List<E> happened(
            Decision decision, Class<E> events, List<Presence> asked) {
        return switch (decision) {
            case Decision.Happened(var happened) -> happened.stream().map(events::cast).toList();
            case Decision.No(var why, String detail, var about) ->
                    throw new RefusalException(
                            TrainingRefusal.valueOf(why.name()),
                            detail,
                            IntStream.range(0, asked.size())
                                    .filter(i -> about.contains(asked.get(i).personId()))
                                    .mapToObj(i -> new FieldError("/attendances/" + i, detail))
                                    .toList());
        };
    }
}
