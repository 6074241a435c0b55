package org.assemble.training.attendance;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.UUID;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.training.attendance.Doors.Visit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Coming in by the link at a door, and leaving; for whoever is signed in.
@Path("/api/v1/trainings/door")
@Tag(name = "trainings")
public class VisitResource {
    @Inject Doors doors;
    @Inject CurrentCaller caller;

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
    @Path("/check-ins")
    @Authenticated
    @Operation(
            summary = "Say that you are there, with the token of the link at the door",
            description = "For everyone who is signed in.")
    public Uni<VisitView> checkIn(@NotNull @Valid Knock knock) {
        return doors.checkIn(caller.get(), knock.token()).map(VisitView::of);
    }

    @POST
    @Path("/check-outs")
    @Authenticated
    @Operation(summary = "Say that you leave", description = "For everyone who is signed in.")
    public Uni<VisitView> checkOut(@NotNull @Valid Knock knock) {
        return doors.checkOut(caller.get(), knock.token()).map(VisitView::of);
    }
}
