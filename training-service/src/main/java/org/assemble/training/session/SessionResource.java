package org.assemble.training.session;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.id.Ids;
import org.assemble.platform.idempotency.Once;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.assemble.training.session.model.SessionCommand.Presence;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/trainings/sessions")
@Tag(name = "trainings")
public class SessionResource {
    private static final int MOST_SEATS = 2_000;
    private static final int MOST_AT_ONCE = 500;
    private static final int LONGEST_MINUTES = 24 * 60;

    @Inject Sessions sessions;
    @Inject CurrentCaller caller;
    @Inject Once once;

    /// Where an online session is met.
    public record Online(
            @NotNull
                    @Size(max = 500)
                    @Pattern(regexp = "https?://\\S+", message = "must be a web address")
                    String url) {}

    /// A session to be planned, online or at a place (T3); its time zone is what it is shown in
    /// where it is at a place.
    public record NewSession(
            @NotBlank @Size(max = 60) String course,
            @NotNull Instant startsAt,
            @NotNull Instant endsAt,
            @NotBlank @Size(max = 60) String timeZone,
            @Valid Online online,
            @Size(min = 1, max = 300) String place,
            @Min(1) @Max(MOST_SEATS) int capacity) {
        SessionRow to(UUID plannedBy) {
            SessionRow row = new SessionRow();
            row.id = Ids.next();
            row.course = course;
            row.startsAt = startsAt;
            row.endsAt = endsAt;
            row.timeZone = timeZone;
            row.onlineUrl = online == null ? null : online.url();
            row.place = place;
            row.capacity = capacity;
            row.plannedBy = plannedBy;
            return row;
        }
    }

    /// A session.
    ///
    /// @param enrolled how many seats are taken
    public record SessionView(
            UUID id,
            String course,
            Instant startsAt,
            Instant endsAt,
            String timeZone,
            Online online,
            String place,
            int capacity,
            int enrolled) {
        static SessionView of(SessionRow row) {
            return new SessionView(
                    row.id,
                    row.course,
                    row.startsAt,
                    row.endsAt,
                    row.timeZone,
                    row.onlineUrl == null ? null : new Online(row.onlineUrl),
                    row.place,
                    row.capacity,
                    row.enrolled);
        }
    }

    /// Who takes a seat; nobody named means the caller.
    public record NewEnrolments(@NotNull @Size(max = MOST_AT_ONCE) List<@NotNull UUID> personIds) {}

    /// A seat in a session.
    ///
    /// @param minutesPresent null until attendance is recorded
    public record EnrolmentView(UUID personId, Integer minutesPresent, boolean counts) {
        static EnrolmentView of(EnrolmentRow row) {
            return new EnrolmentView(row.personId, row.minutesPresent, row.counts);
        }
    }

    /// How long somebody was there; who left and came back may be named more than once.
    public record Attendance(
            @NotNull UUID personId, @NotNull @Min(0) @Max(LONGEST_MINUTES) Integer minutesPresent) {
        Presence to() {
            return new Presence(personId, minutesPresent);
        }
    }

    /// Who was there, as a list from a video call tells it.
    public record NewAttendances(
            @NotEmpty @Size(max = MOST_AT_ONCE) List<@NotNull @Valid Attendance> attendances) {
        List<Presence> to() {
            return attendances.stream().map(Attendance::to).toList();
        }
    }

    /// What became of it.
    ///
    /// @param counted those who were there long enough for it to count (T3); not those from whom the
    ///   certificate of this session was withdrawn, which telling it again does not change (T4)
    public record AttendanceView(UUID sessionId, List<UUID> counted) {}

    @POST
    @RolesAllowed("trainer")
    @APIResponseSchema(value = SessionView.class, responseCode = "201")
    @Operation(summary = "Plan a session of a course")
    public Uni<RestResponse<SessionView>> plan(@NotNull @Valid NewSession session) {
        return once.created(
                session,
                SessionView.class,
                () -> sessions.plan(session.to(caller.get().personId())).map(SessionView::of),
                SessionView::id);
    }

    @GET
    @PermitAll
    @Operation(summary = "The sessions of all courses or of one, in the order of planning")
    public Uni<Page<SessionView>> list(
            @RestQuery Optional<String> course, @Valid @BeanParam PageRequest page) {
        return course.map(code -> sessions.listOf(code, page))
                .orElseGet(() -> sessions.list(page))
                .map(rows -> Page.of(rows, page.limit(), row -> row.id, SessionView::of));
    }

    @GET
    @Path("/{sessionId}")
    @PermitAll
    @Operation(summary = "One session")
    public Uni<SessionView> get(@RestPath UUID sessionId) {
        return sessions.get(sessionId).map(SessionView::of);
    }

    @POST
    @Path("/{sessionId}/enrolments")
    @Authenticated
    @Operation(
            summary = "Take a seat",
            description =
                    "For oneself (an empty list), or by an organiser for members of the own"
                            + " campaign's team: all of them or none.")
    public Uni<RestResponse<SessionView>> enrol(
            @RestPath UUID sessionId, @NotNull @Valid NewEnrolments enrolments) {
        return once.done(
                enrolments,
                SessionView.class,
                () ->
                        sessions.enrol(caller.get(), sessionId, enrolments.personIds())
                                .map(SessionView::of));
    }

    @GET
    @Path("/{sessionId}/enrolments")
    @RolesAllowed("trainer")
    @Operation(summary = "Who has a seat, and how long they were there")
    public Uni<Page<EnrolmentView>> enrolments(
            @RestPath UUID sessionId, @Valid @BeanParam PageRequest page) {
        return sessions.seats(sessionId, page)
                .map(rows -> Page.of(rows, page.limit(), row -> row.id, EnrolmentView::of));
    }

    @POST
    @Path("/{sessionId}/attendance")
    @RolesAllowed("trainer")
    @Operation(
            summary = "Record who was there how long",
            description =
                    "It counts when it is the share of the session's length that the policy asks"
                            + " for (T3); with it the training is completed.")
    public Uni<RestResponse<AttendanceView>> attend(
            @RestPath UUID sessionId, @NotNull @Valid NewAttendances list) {
        return once.done(
                list,
                AttendanceView.class,
                () ->
                        sessions.attend(sessionId, list.to())
                                .map(counted -> new AttendanceView(sessionId, counted)));
    }
}
