package org.assemble.training.attendance;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.idempotency.Once;
import org.assemble.training.attendance.Doors.Opened;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// The door of a session, for those who give it.
@Path("/api/v1/trainings/sessions/{sessionId}/door")
@Tag(name = "trainings")
public class DoorResource {
    @Inject Doors doors;
    @Inject DoorTokens tokens;
    @Inject CurrentCaller caller;
    @Inject Once once;

    /// A door as it is kept.
    public record Kept(UUID id, UUID sessionId, Instant opensAt, Instant closesAt) {
        static Kept of(Opened opened) {
            return new Kept(
                    opened.door().id,
                    opened.door().sessionId,
                    opened.hours().opensAt(),
                    opened.hours().closesAt());
        }
    }

    /// A door, with its hours as the session is planned now: they move with it.
    ///
    /// Its token is told here and kept nowhere. A frontend makes a link or a QR picture of it, best
    /// with the token behind a `#`, where no log has it.
    public record DoorView(
            UUID id, UUID sessionId, String token, Instant opensAt, Instant closesAt) {}

    @POST
    @RolesAllowed("trainer")
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = DoorView.class, responseCode = "201")
    @Operation(
            summary = "Open the door of a session",
            description =
                    "By who gives it. People who are signed in check in with the token, from a while"
                            + " before the session until its end, also where it is moved; whoever was"
                            + " in before it moves comes in again. A link that was given before"
                            + " no longer works.")
    public Uni<RestResponse<DoorView>> open(@RestPath UUID sessionId) {
        return once.made(
                        Map.of(),
                        Kept.class,
                        () -> doors.open(caller.get(), sessionId).map(Kept::of))
                .map(this::withToken);
    }

    @DELETE
    @RolesAllowed("trainer")
    @Operation(summary = "Close the door: its link no longer works")
    public Uni<Void> close(@RestPath UUID sessionId) {
        return doors.close(caller.get(), sessionId);
    }

    private RestResponse<DoorView> withToken(RestResponse<Kept> answer) {
        Kept kept = answer.getEntity();
        return Once.saying(
                answer,
                new DoorView(
                        kept.id(),
                        kept.sessionId(),
                        tokens.of(kept.id()),
                        kept.opensAt(),
                        kept.closesAt()));
    }
}
