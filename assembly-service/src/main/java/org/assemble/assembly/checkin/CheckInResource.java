package org.assemble.assembly.checkin;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assemble.assembly.checkin.CheckIns.Arrival;
import org.assemble.assembly.checkin.CheckIns.How;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.idempotency.Once;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/assemblies/{assemblyId}/check-ins")
@Tag(name = "assemblies")
public class CheckInResource {
    private static final int MOST_AT_ONCE = 1_000;

    @Inject CheckIns checkIns;
    @Inject CurrentCaller caller;
    @Inject Once once;

    /// Somebody came.
    ///
    /// @param id made by the phone; the same again counts once
    public record NewCheckIn(@NotNull UUID id, @NotNull Instant at, @NotNull How how) {
        Arrival to() {
            return new Arrival(id, at, how);
        }
    }

    /// What a phone has gathered, or a sheet of paper says.
    public record NewCheckIns(
            @NotEmpty @Size(max = MOST_AT_ONCE) List<@NotNull @Valid NewCheckIn> checkIns) {
        List<Arrival> to() {
            return checkIns.stream().map(NewCheckIn::to).toList();
        }
    }

    /// How many people came, as far as it is known.
    public record AttendanceView(int attendance) {}

    @POST
    @RolesAllowed({"facilitator", "campaign-organiser"})
    @Operation(
            summary = "Check people in",
            description =
                    "By a phone, also one that was offline for a while, or afterwards from paper."
                            + " Nobody is asked for a name or for papers (A1).")
    public Uni<RestResponse<AttendanceView>> merge(
            @RestPath UUID assemblyId, @NotNull @Valid NewCheckIns arrivals) {
        return once.done(
                arrivals,
                AttendanceView.class,
                () ->
                        checkIns.merge(caller.get(), assemblyId, arrivals.to())
                                .map(assembly -> new AttendanceView(assembly.attendance())));
    }
}
