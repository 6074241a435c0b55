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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.idempotency.Once;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.assemble.training.session.Seating.Booking;
import org.assemble.training.session.Seating.Enrolled;
import org.assemble.training.session.Seating.Standing;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/trainings")
@Tag(name = "trainings")
public class EnrolmentResource {
    private static final int MOST_AT_ONCE = 500;

    @Inject Seating seating;
    @Inject Sessions sessions;
    @Inject Notices notices;
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
            UUID sessionId,
            int capacity,
            int enrolled,
            int waiting,
            List<StandingView> people) {
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

    /// A session in which somebody has a seat or waits for one.
    ///
    /// @param place of those who wait, which one it is; null for who has a seat
    public record BookingView(
            UUID sessionId,
            String course,
            Instant startsAt,
            Instant endsAt,
            String timeZone,
            boolean cancelled,
            Standing standing,
            Long place) {
        static BookingView of(Booking booking) {
            boolean waits = booking.place() > 0;
            return new BookingView(
                    booking.sessionId(),
                    booking.course(),
                    booking.startsAt(),
                    booking.endsAt(),
                    booking.timeZone(),
                    booking.cancelled(),
                    waits ? Standing.WAITING : Standing.SEAT,
                    waits ? booking.place() : null);
        }
    }

    /// Something that a person should know of one of their sessions.
    public record NoticeView(UUID id, UUID sessionId, Notice.Kind kind, Instant at) {
        static NoticeView of(Notice notice) {
            return new NoticeView(notice.id(), notice.sessionId(), notice.kind(), notice.at());
        }
    }

    @POST
    @Path("/sessions/{sessionId}/enrolments")
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
    @Path("/sessions/{sessionId}/enrolments/{personId}")
    @Authenticated
    @Operation(
            summary = "Give up a seat, or a place among those who wait",
            description =
                    "One's own, or a team member's by an organiser of the campaign, until the"
                            + " session begins. Who has waited longest gets the seat.")
    public Uni<Void> giveUp(@RestPath UUID sessionId, @RestPath UUID personId) {
        return seating.giveUp(caller.get(), sessionId, personId);
    }

    @GET
    @Path("/sessions/{sessionId}/enrolments")
    @RolesAllowed({"trainer", "national-admin"})
    @Operation(summary = "Who has a seat", description = "For those who give the session.")
    public Uni<Page<SeatView>> enrolments(
            @RestPath UUID sessionId, @Valid @BeanParam PageRequest page) {
        return sessions.seats(caller.get(), sessionId, page)
                .map(rows -> Page.of(rows, page.limit(), row -> row.id, SeatView::of));
    }

    @GET
    @Path("/sessions/{sessionId}/waiting-list")
    @RolesAllowed({"trainer", "national-admin"})
    @Operation(
            summary = "Who waits for a seat, first come first",
            description = "For those who give the session.")
    public Uni<Page<SeatView>> waitingList(
            @RestPath UUID sessionId, @Valid @BeanParam PageRequest page) {
        return sessions.waitingList(caller.get(), sessionId, page)
                .map(rows ->
                        Page.of(rows, page.limit(), Sessions.Waiting::place, row ->
                                new SeatView(row.personId())));
    }

    @GET
    @Path("/people/{personId}/enrolments")
    @Authenticated
    @Operation(
            summary = "The sessions in which a person has a seat or waits for one",
            description =
                    "For the person, the organisers of their campaign and the coordinators of its"
                            + " region.")
    public Uni<Page<BookingView>> ofPerson(
            @RestPath UUID personId, @RestQuery Instant from, @Valid @BeanParam PageRequest page) {
        return seating.ofPerson(caller.get(), personId, orEver(from), page)
                .map(rows -> Page.of(rows, page.limit(), Booking::sessionId, BookingView::of));
    }

    @GET
    @Path("/people/{personId}/notices")
    @Authenticated
    @Operation(
            summary = "What changed in the sessions of a person",
            description =
                    "For the person. The topic says when there is something new (NoticeGiven), for"
                            + " applications that send it on; the platform itself sends no mail.")
    public Uni<Page<NoticeView>> notices(
            @RestPath UUID personId,
            @RestQuery Instant updatedSince,
            @Valid @BeanParam PageRequest page) {
        return notices.list(caller.get(), personId, orEver(updatedSince), page)
                .map(rows -> Page.of(rows, page.limit(), Notice::id, NoticeView::of));
    }

    private static Instant orEver(Instant since) {
        return since == null ? Instant.EPOCH : since;
    }
}
