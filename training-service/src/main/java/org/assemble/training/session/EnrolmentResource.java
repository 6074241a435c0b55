package org.assemble.training.session;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.idempotency.Once;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.assemble.training.session.Seating.Enrolled;
import org.assemble.training.session.Seating.Standing;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// Seats in a session: taken, waited for, given up and looked at (T3).
@Path("/api/v1/trainings/sessions")
@Tag(name = "trainings")
public class EnrolmentResource {
    private static final int MOST_AT_ONCE = 500;

    @Inject Seating seating;
    @Inject Sessions sessions;
    @Inject CurrentCaller caller;
    @Inject Once once;

    /// Who takes a seat; nobody named means the caller.
    ///
    /// @param waitingList whether those for whom there is no seat wait for one, in this order;
    ///   false where nothing is said: nobody waits who did not ask for it
    public record NewEnrolments(
            @NotNull @Size(max = MOST_AT_ONCE) List<@NotNull UUID> personIds,
            Boolean waitingList) {}

    /// How somebody stands to a session.
    public record StandingView(UUID personId, Standing standing) {}

    /// What came of an enrolment.
    ///
    /// @param enrolled how many seats are taken now
    /// @param waiting how many wait for one now
    /// @param people those of the request
    public record EnrolledView(
            UUID sessionId, int capacity, int enrolled, int waiting, List<StandingView> people) {
        static EnrolledView of(Enrolled enrolled, List<UUID> people) {
            SessionRow row = enrolled.session();
            return new EnrolledView(
                    row.id,
                    row.capacity,
                    row.enrolled,
                    row.waiting,
                    people.stream()
                            .distinct()
                            .map(person -> new StandingView(person, enrolled.of(person)))
                            .toList());
        }
    }

    /// A seat in a session.
    public record SeatView(UUID personId) {
        static SeatView of(EnrolmentRow row) {
            return new SeatView(row.personId);
        }
    }

    @POST
    @Path("/{sessionId}/enrolments")
    @Authenticated
    @Operation(
            summary = "Take a seat, or wait for one",
            description =
                    "For oneself (an empty list), or by an organiser for members of the own"
                            + " campaign's team: all of them or none. With waitingList those for"
                            + " whom there is no seat wait, in order, and move up by themselves.")
    public Uni<RestResponse<EnrolledView>> enrol(
            @RestPath UUID sessionId, @NotNull @Valid NewEnrolments enrolments) {
        List<UUID> people =
                enrolments.personIds().isEmpty()
                        ? List.of(caller.get().personId())
                        : enrolments.personIds();
        return once.done(
                enrolments,
                EnrolledView.class,
                () ->
                        seating.enrol(
                                        caller.get(),
                                        sessionId,
                                        people,
                                        Boolean.TRUE.equals(enrolments.waitingList()))
                                .map(enrolled -> EnrolledView.of(enrolled, people)));
    }

    @DELETE
    @Path("/{sessionId}/enrolments/{personId}")
    @Authenticated
    @Operation(
            summary = "Give up a seat, or a place among those who wait",
            description =
                    "For oneself, or by an organiser for a member of the campaign's team, until the"
                            + " session begins. Who has waited longest gets the seat.")
    public Uni<Void> giveUp(@RestPath UUID sessionId, @RestPath UUID personId) {
        return seating.giveUp(caller.get(), sessionId, personId);
    }

    @GET
    @Path("/{sessionId}/enrolments")
    @RolesAllowed({"trainer", "national-admin"})
    @Operation(summary = "Who has a seat", description = "For those who give the session.")
    public Uni<Page<SeatView>> enrolments(
            @RestPath UUID sessionId, @Valid @BeanParam PageRequest page) {
        return sessions.seats(caller.get(), sessionId, page)
                .map(rows -> Page.of(rows, page.limit(), row -> row.id, SeatView::of));
    }

    @GET
    @Path("/{sessionId}/waiting-list")
    @RolesAllowed({"trainer", "national-admin"})
    @Operation(
            summary = "Who waits for a seat, first come first",
            description = "For those who give the session.")
    public Uni<Page<SeatView>> waitingList(
            @RestPath UUID sessionId, @Valid @BeanParam PageRequest page) {
        return sessions.waitingList(caller.get(), sessionId, page)
                .map(rows ->
                        Page.of(
                                rows,
                                page.limit(),
                                Sessions.Waiting::place,
                                row -> new SeatView(row.personId())));
    }
}
