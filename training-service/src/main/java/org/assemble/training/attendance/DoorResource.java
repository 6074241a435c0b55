package org.assemble.training.attendance;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.idempotency.Once;
import org.assemble.training.attendance.Doors.Visit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/api/v1/trainings")
@Tag(name = "trainings")
public class DoorResource {
    @Inject Doors doors;
    @Inject DoorTokens tokens;
    @Inject CurrentCaller caller;
    @Inject Once once;

    /// A door as it is kept.
    public record Kept(UUID id, UUID sessionId, Instant opensAt, Instant closesAt) {
        static Kept of(DoorRow row) {
            return new Kept(row.id, row.sessionId, row.opensAt, row.closesAt);
        }
    }

    /// A door; its token is told here and kept nowhere. A frontend makes a link or a QR picture of
    /// it, best with the token behind a `#`, where no log has it.
    public record DoorView(
            UUID id, UUID sessionId, String token, Instant opensAt, Instant closesAt) {}

    /// What the link at the door has.
    public record Knock(@NotBlank @Size(max = 100) String token) {
        @Override
        public String toString() {
            // Never in a log.
            return "Knock[…]";
        }
    }

    /// That the caller is, or was, there.
    ///
    /// @param enrolled whether the caller has a seat; who has none is kept too
    /// @param leftAt null while they are there; who does not check out was there until the end
    public record VisitView(UUID sessionId, boolean enrolled, Instant cameAt, Instant leftAt) {
        static VisitView of(Visit visit) {
            return new VisitView(
                    visit.visit().sessionId,
                    visit.enrolled(),
                    visit.visit().cameAt,
                    visit.visit().leftAt);
        }
    }

    @POST
    @Path("/sessions/{sessionId}/door")
    @RolesAllowed("trainer")
    @APIResponseSchema(value = DoorView.class, responseCode = "201")
    @Operation(
            summary = "Open the door of a session",
            description =
                    "By who gives it. People who are signed in check in with the token, from a while"
                            + " before the session until its end. A link that was given before no"
                            + " longer works.")
    public Uni<RestResponse<DoorView>> open(@RestPath UUID sessionId) {
        return once.made(
                        Map.of(),
                        Kept.class,
                        () -> doors.open(caller.get(), sessionId).map(Kept::of))
                .map(this::withToken);
    }

    @DELETE
    @Path("/sessions/{sessionId}/door")
    @RolesAllowed("trainer")
    @Operation(summary = "Close the door: its link no longer works")
    public Uni<Void> close(@RestPath UUID sessionId) {
        return doors.close(caller.get(), sessionId);
    }

    @POST
    @Path("/door/check-ins")
    @Authenticated
    @Operation(summary = "Say that you are there, with the token of the link at the door")
    public Uni<VisitView> checkIn(@NotNull @Valid Knock knock) {
        return doors.checkIn(caller.get(), knock.token()).map(VisitView::of);
    }

    @POST
    @Path("/door/check-outs")
    @Authenticated
    @Operation(summary = "Say that you leave")
    public Uni<VisitView> checkOut(@NotNull @Valid Knock knock) {
        return doors.checkOut(caller.get(), knock.token()).map(VisitView::of);
    }

    private RestResponse<DoorView> withToken(RestResponse<Kept> answer) {
        Kept kept = answer.getEntity();
        ResponseBuilder<DoorView> withToken =
                ResponseBuilder.create(
                        answer.getStatusInfo(),
                        new DoorView(
                                kept.id(),
                                kept.sessionId(),
                                tokens.of(kept.id()),
                                kept.opensAt(),
                                kept.closesAt()));
        answer.getHeaders()
                .forEach((name, values) -> values.forEach(value -> withToken.header(name, value)));
        return withToken.build();
    }
}
