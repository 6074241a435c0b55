package org.assemble.training.attendance;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.idempotency.Once;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.paging.Paged;
import org.assemble.platform.problem.CommonRefusal;
import org.assemble.platform.revision.Revisions;
import org.assemble.training.attendance.Attendances.History;
import org.assemble.training.attendance.Attendances.Outcome;
import org.assemble.training.attendance.model.Evidence.Source;
import org.assemble.training.attendance.model.Evidence.Stay;
import org.assemble.training.attendance.model.Statement;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// Who was at a session how long: recorded, read and set right (T3).
@Path("/api/v1/trainings/sessions/{sessionId}/attendance")
@Tag(name = "trainings")
public class AttendanceResource {
    private static final int MOST_AT_ONCE = 500;
    private static final int LONGEST_MINUTES = 24 * 60;

    @Inject Attendances attendances;
    @Inject CurrentCaller caller;
    @Inject Once once;
    @Inject Revisions revisions;

    /// How long somebody was there, or from when to when; who left and came back may be named more
    /// than once.
    ///
    /// @param minutesPresent where no times are known
    /// @param joinedAt goes with `leftAt`
    public record Attendance(
            @NotNull UUID personId,
            @Min(0) @Max(LONGEST_MINUTES) Integer minutesPresent,
            Instant joinedAt,
            Instant leftAt) {

        private boolean isClear() {
            boolean times = joinedAt != null && leftAt != null;
            boolean noTimes = joinedAt == null && leftAt == null;
            return minutesPresent == null ? times : noTimes;
        }

        private Statement to() {
            return new Statement(
                    personId,
                    minutesPresent == null
                            ? new Stay(Source.TRAINER, joinedAt, leftAt)
                            : Attendances.minutes(Source.TRAINER, minutesPresent));
        }
    }

    /// Who was there, as a trainer tells it.
    public record NewAttendances(
            @NotEmpty @Size(max = MOST_AT_ONCE) List<@NotNull @Valid Attendance> attendances) {
        List<Statement> to() {
            IntStream.range(0, attendances.size())
                    .filter(i -> !attendances.get(i).isClear())
                    .findFirst()
                    .ifPresent(i -> {
                        throw CommonRefusal.MALFORMED_REQUEST.at(
                                "/attendances/" + i,
                                "Give either minutesPresent, or joinedAt and leftAt.");
                    });
            return attendances.stream().map(Attendance::to).toList();
        }
    }

    /// What became of it.
    ///
    /// @param counted those who were there long enough for it to count (T3)
    /// @param notEnrolled those who came without a seat; it is kept, and counts for them too
    /// @param withdrawn of those for whom it counts, from whom the training was withdrawn: they
    ///   don't get it back by this, but by a correction that makes it count (T4)
    public record RecordedView(
            UUID sessionId, List<UUID> counted, List<UUID> notEnrolled, List<UUID> withdrawn) {
        static RecordedView of(UUID sessionId, Outcome outcome) {
            return new RecordedView(
                    sessionId, outcome.counted(), outcome.notEnrolled(), outcome.withdrawn());
        }
    }

    /// How long a person was there.
    ///
    /// @param enrolled whether they have a seat
    public record AttendanceView(
            UUID personId, int minutesPresent, boolean counts, boolean enrolled, int revision) {
        static AttendanceView of(AttendanceRow row, Set<UUID> enrolled) {
            return new AttendanceView(
                    row.personId,
                    row.standing().minutes(),
                    row.counts,
                    enrolled.contains(row.personId),
                    row.revision);
        }
    }

    /// One step of it.
    ///
    /// @param source DOOR, LIST, TRAINER or CORRECTION
    /// @param reason of a correction
    public record ChangeView(
            int revision,
            Source source,
            UUID changedBy,
            Instant changedAt,
            int minutesBefore,
            boolean countedBefore,
            int minutesAfter,
            boolean countsAfter,
            String reason) {
        static ChangeView of(ChangeRow row) {
            return new ChangeView(
                    row.revision,
                    row.source,
                    row.changedBy,
                    row.changedAt,
                    row.before().minutes(),
                    row.countsBefore,
                    row.after().minutes(),
                    row.countsAfter,
                    row.reason);
        }
    }

    /// How long a person was there, and a page of the steps that led to it.
    ///
    /// @param changes the oldest first
    /// @param next the cursor of those that came later; null where these are the last
    public record HistoryView(
            UUID sessionId,
            UUID personId,
            int minutesPresent,
            boolean counts,
            List<ChangeView> changes,
            @JsonInclude(JsonInclude.Include.ALWAYS) String next)
            implements Paged {
        static RestResponse<HistoryView> of(History history, PageRequest request) {
            AttendanceRow row = history.attendance();
            Page<ChangeView> page =
                    Page.of(
                            history.changes(),
                            request.limit(),
                            change -> change.revision,
                            ChangeView::of);
            return Revisions.tagged(
                    new HistoryView(
                            row.sessionId,
                            row.personId,
                            row.standing().minutes(),
                            row.counts,
                            page.items(),
                            page.next()),
                    row.revision);
        }
    }

    /// What is right.
    ///
    /// @param reason kept with it for ever; it says nothing of others
    public record Correction(
            @NotNull @Min(0) @Max(LONGEST_MINUTES) Integer minutesPresent,
            @NotBlank @Size(max = 500) String reason) {}

    @POST
    @RolesAllowed("trainer")
    @Operation(
            summary = "Record who was there how long",
            description =
                    "By who gives the session. It counts when it is the share of the session's"
                            + " length that the policy asks for (T3); with it the training is"
                            + " completed. Who came without a seat is kept and named. Minutes hold"
                            + " over times that others tell; times are laid over theirs.")
    public Uni<RestResponse<RecordedView>> record(
            @RestPath UUID sessionId, @NotNull @Valid NewAttendances list) {
        return once.done(
                list,
                RecordedView.class,
                () ->
                        attendances
                                .record(caller.get(), sessionId, list.to())
                                .map(outcome -> RecordedView.of(sessionId, outcome)));
    }

    @GET
    @RolesAllowed({"trainer", "national-admin"})
    @Operation(
            summary = "Who was there how long",
            description = "For those who give the session, and for the national team (D1).")
    public Uni<Page<AttendanceView>> list(
            @RestPath UUID sessionId, @Valid @BeanParam PageRequest page) {
        return attendances
                .list(caller.get(), sessionId, page)
                .map(registered ->
                        Page.of(
                                registered.rows(),
                                page.limit(),
                                row -> row.id,
                                row -> AttendanceView.of(row, registered.enrolled())));
    }

    @GET
    @Path("/{personId}")
    @Authenticated
    @Operation(
            summary = "How long one person was there, and every step that led to it",
            description =
                    "For the person, for those who give the session, and for the national team"
                            + " (D1).")
    public Uni<RestResponse<HistoryView>> get(
            @RestPath UUID sessionId, @RestPath UUID personId, @Valid @BeanParam PageRequest page) {
        return attendances
                .of(caller.get(), sessionId, personId, page)
                .map(history -> HistoryView.of(history, page));
    }

    @PUT
    @Path("/{personId}")
    @RolesAllowed({"trainer", "national-admin"})
    @Parameter(name = "If-Match", in = ParameterIn.HEADER)
    @Operation(
            summary = "Set right how long one person was there",
            description =
                    "By those who give the session, or by the national team when they are gone."
                            + " With a reason, and with the ETag of what was seen as If-Match: of two who"
                            + " correct at once the second is told (412). It holds over whatever is"
                            + " told before or later, until it is corrected again. Where it no"
                            + " longer counts, the training that rests on it is withdrawn (T4).")
    public Uni<RestResponse<HistoryView>> correct(
            @RestPath UUID sessionId,
            @RestPath UUID personId,
            @NotNull @Valid Correction correction,
            @Valid @BeanParam PageRequest page) {
        return attendances
                .correct(
                        caller.get(),
                        sessionId,
                        personId,
                        Attendances.minutes(Source.CORRECTION, correction.minutesPresent()),
                        correction.reason(),
                        revisions.expected())
                .chain(() -> get(sessionId, personId, page));
    }
}
