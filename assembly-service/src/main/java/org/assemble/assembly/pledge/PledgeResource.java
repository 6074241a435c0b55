package org.assemble.assembly.pledge;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.idempotency.Once;
import org.assemble.platform.money.Money;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/assemblies/{assemblyId}/pledges")
@Tag(name = "assemblies")
public class PledgeResource {
    @Inject Pledges pledges;
    @Inject CurrentCaller caller;
    @Inject Once once;

    /// A pledge to be made.
    ///
    /// @param attendeeId the id of the check-in
    public record NewPledge(@NotNull UUID attendeeId, @NotNull Money monthly) {}

    /// A pledge; the ledger's mandate has the same id.
    public record PledgeView(
            UUID id, UUID assemblyId, UUID attendeeId, Money monthly, Instant pledgedAt) {
        static PledgeView of(PledgeRow row) {
            return new PledgeView(
                    row.id,
                    row.assemblyId,
                    row.attendeeId,
                    Money.pence(row.monthlyPence),
                    row.pledgedAt);
        }
    }

    @POST
    @RolesAllowed({"facilitator", "campaign-organiser"})
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = PledgeView.class, responseCode = "201")
    @Operation(summary = "Pledge a monthly donation at an assembly, for somebody who is checked in")
    public Uni<RestResponse<PledgeView>> make(
            @RestPath UUID assemblyId, @NotNull @Valid NewPledge pledge) {
        return once.created(
                pledge,
                PledgeView.class,
                () ->
                        pledges.make(
                                        caller.get(),
                                        assemblyId,
                                        pledge.attendeeId(),
                                        pledge.monthly().amount())
                                .map(PledgeView::of),
                PledgeView::id);
    }
}
