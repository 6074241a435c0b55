package org.assemble.training.session;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.UUID;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.settings.Keepable;
import org.assemble.training.session.Seating.Booking;
import org.assemble.training.session.Seating.Standing;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/// What a person has to do with sessions: where they have a seat, and what changed there.
@Path("/api/v1/trainings")
@Tag(name = "trainings")
public class BookingResource {
    @Inject Seating seating;
    @Inject Notices notices;
    @Inject CurrentCaller caller;

    /// A session in which somebody has a seat or waits for one.
    ///
    /// @param joinUrl where a call is met, for the person who has a seat in it; null otherwise
    /// @param place of those who wait, which one it is; null for who has a seat
    public record BookingView(
            UUID sessionId,
            String course,
            Instant startsAt,
            Instant endsAt,
            String timeZone,
            String joinUrl,
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
                    booking.onlineUrl(),
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

    @GET
    @Path("/people/{personId}/enrolments")
    @Authenticated
    @Operation(
            summary = "The sessions in which a person has a seat or waits for one",
            description =
                    "For the person, the organisers of their campaign and the coordinators of its"
                            + " region; the link of a call for the person alone, with a seat.")
    public Uni<Page<BookingView>> ofPerson(
            @RestPath UUID personId,
            @RestQuery @Keepable Instant from,
            @Valid @BeanParam PageRequest page) {
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
            @RestQuery @Keepable Instant updatedSince,
            @Valid @BeanParam PageRequest page) {
        return notices.list(caller.get(), personId, orEver(updatedSince), page)
                .map(rows -> Page.of(rows, page.limit(), Notice::id, NoticeView::of));
    }

    private static Instant orEver(Instant since) {
        return since == null ? Instant.EPOCH : since;
    }
}
