package org.assemble.campaign.team;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.idempotency.Once;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/team-invitations/acceptances")
@Tag(name = "teams", description = "Campaign teams: people with roles (K5)")
public class AcceptanceResource {
    @Inject Teams teams;
    @Inject CurrentCaller caller;
    @Inject Once once;

    /// The code of an invitation, as it was told.
    public record Acceptance(@NotBlank @Size(max = 40) String code) {}

    /// Someone's place on a team.
    public record MembershipView(UUID campaignId, UUID personId, String role, Instant joinedAt) {
        static MembershipView of(MemberRow row) {
            return new MembershipView(row.campaignId, row.personId, row.role, row.joinedAt);
        }
    }

    @POST
    @Authenticated
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = MembershipView.class, responseCode = "201")
    @Operation(
            summary =
                    "Accept an invitation: join the team and share your contact with it and Assemble (D1)",
            description = "For everyone who is signed in.")
    public Uni<RestResponse<MembershipView>> accept(@NotNull @Valid Acceptance acceptance) {
        return once.made(
                acceptance,
                MembershipView.class,
                () -> teams.accept(caller.get(), acceptance.code()).map(MembershipView::of));
    }
}
