package org.assemble.campaign.team;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/api/v1/campaigns/{campaignId}/team-invitations")
@Tag(name = "teams", description = "Campaign teams: people with roles (K5)")
public class InvitationResource {
    @Inject Teams teams;
    @Inject InvitationCodes codes;
    @Inject CurrentCaller caller;
    @Inject Once once;

    /// An invitation to be made, with the role that the person will have; roles are the campaign's
    /// own words.
    public record NewInvitation(@NotBlank @Size(max = 40) String role) {}

    /// An invitation as it is kept.
    public record Kept(UUID id, UUID campaignId, String role, Instant expiresAt) {
        static Kept of(InvitationRow row) {
            return new Kept(row.id, row.campaignId, row.role, row.expiresAt);
        }
    }

    /// An invitation; its code is told here and kept nowhere.
    public record InvitationView(
            UUID id, UUID campaignId, String role, String code, Instant expiresAt) {}

    @POST
    @RolesAllowed({"campaign-organiser", "national-admin"})
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = InvitationView.class, responseCode = "201")
    @Operation(summary = "Invite someone to the team; the answer has the code to tell them")
    public Uni<RestResponse<InvitationView>> invite(
            @RestPath UUID campaignId, @NotNull @Valid NewInvitation invitation) {
        return once.made(
                        invitation,
                        Kept.class,
                        () ->
                                teams.invite(campaignId, caller.get(), invitation.role())
                                        .map(Kept::of))
                .map(this::withCode);
    }

    private RestResponse<InvitationView> withCode(RestResponse<Kept> answer) {
        Kept kept = answer.getEntity();
        ResponseBuilder<InvitationView> withCode =
                ResponseBuilder.create(
                        answer.getStatusInfo(),
                        new InvitationView(
                                kept.id(),
                                kept.campaignId(),
                                kept.role(),
                                codes.of(kept.id()),
                                kept.expiresAt()));
        answer.getHeaders()
                .forEach((name, values) -> values.forEach(value -> withCode.header(name, value)));
        return withCode.build();
    }
}
