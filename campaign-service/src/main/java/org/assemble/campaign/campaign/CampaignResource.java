package org.assemble.campaign.campaign;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.assemble.campaign.access.Access;
import org.assemble.campaign.campaign.CampaignViews.CampaignView;
import org.assemble.campaign.campaign.CampaignViews.Confirmation;
import org.assemble.campaign.campaign.CampaignViews.LaunchHeld;
import org.assemble.campaign.campaign.CampaignViews.MeetingOutcome;
import org.assemble.campaign.campaign.CampaignViews.NewCampaign;
import org.assemble.campaign.campaign.CampaignViews.PlannedMeeting;
import org.assemble.campaign.campaign.CampaignViews.ReadinessView;
import org.assemble.campaign.campaign.CampaignViews.StepView;
import org.assemble.campaign.campaign.CampaignViews.Withdrawal;
import org.assemble.campaign.campaign.model.CampaignCommand;
import org.assemble.campaign.campaign.model.Stage;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.idempotency.Once;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.problem.CommonRefusal;
import org.assemble.platform.settings.Keepable;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/campaigns")
@Tag(name = "campaigns", description = "Local campaigns and their life (K1–K8)")
public class CampaignResource {
    @Inject Campaigns campaigns;
    @Inject Access access;
    @Inject CurrentCaller caller;
    @Inject Once once;

    @POST
    @RolesAllowed("campaign-organiser")
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = CampaignView.class, responseCode = "201")
    @Operation(
            summary = "Register a campaign for a constituency; you are the first of its team (K1)")
    public Uni<RestResponse<CampaignView>> register(@NotNull @Valid NewCampaign campaign) {
        return once.created(
                campaign,
                CampaignView.class,
                () ->
                        campaigns
                                .register(
                                        caller.get(),
                                        campaign.electionId(),
                                        campaign.constituency().to(),
                                        campaign.region())
                                .map(CampaignView::of),
                CampaignView::id);
    }

    @GET
    @PermitAll
    @Operation(
            summary =
                    "Campaigns, of a region or in a state, in the order in which they were registered")
    public Uni<Page<CampaignView>> list(
            @RestQuery String region,
            @RestQuery String state,
            @RestQuery @Keepable Instant updatedSince,
            @Valid @BeanParam PageRequest page) {
        return campaigns
                .list(region, stage(state), updatedSince, page)
                .map(rows -> Page.of(rows, page.limit(), row -> row.id, CampaignView::of));
    }

    @GET
    @Path("/{campaignId}")
    @PermitAll
    @Operation(summary = "A campaign's page, with what it raised")
    public Uni<CampaignView> get(@RestPath UUID campaignId) {
        return campaigns.page(campaignId);
    }

    @GET
    @Path("/{campaignId}/history")
    @Authenticated
    @Operation(
            summary = "Every step of a campaign's life, with its time, actor and reason (K6)",
            description = Access.TEAM_AND_COORDINATORS)
    public Uni<List<StepView>> history(@RestPath UUID campaignId) {
        return access.mustBeOfOrCoordinate(caller.get(), campaignId)
                .chain(() -> campaigns.steps(campaignId))
                .map(rows -> rows.stream().map(StepView::of).toList());
    }

    @GET
    @Path("/{campaignId}/readiness")
    @Authenticated
    @Operation(
            summary = "Whether the campaign is ready to contest, item by item (K7)",
            description = Access.TEAM_AND_COORDINATORS)
    public Uni<ReadinessView> readiness(@RestPath UUID campaignId) {
        return access.mustBeOfOrCoordinate(caller.get(), campaignId)
                .chain(() -> campaigns.readiness(campaignId))
                .map(ReadinessView::of);
    }

    @POST
    @Path("/{campaignId}/founding-meeting")
    @RolesAllowed({"campaign-organiser", "national-admin"})
    @Operation(summary = "Plan the founding meeting (K2)")
    public Uni<RestResponse<CampaignView>> plan(
            @RestPath UUID campaignId, @NotNull @Valid PlannedMeeting meeting) {
        return step(
                campaignId,
                meeting,
                new CampaignCommand.PlanFoundingMeeting(meeting.on(), meeting.place()));
    }

    @POST
    @Path("/{campaignId}/founding-meeting/outcome")
    @RolesAllowed({"campaign-organiser", "regional-coordinator", "national-admin"})
    @Operation(summary = "Record what the founding meeting came to (K3)")
    public Uni<RestResponse<CampaignView>> found(
            @RestPath UUID campaignId, @NotNull @Valid MeetingOutcome outcome) {
        return once.done(
                outcome,
                CampaignView.class,
                () -> campaigns.found(campaignId, caller.get(), outcome).map(CampaignView::of));
    }

    @POST
    @Path("/{campaignId}/agreement")
    @RolesAllowed({"campaign-organiser", "national-admin"})
    @Operation(summary = "Confirm a version of the agreement (G1)")
    public Uni<RestResponse<CampaignView>> confirm(
            @RestPath UUID campaignId, @NotNull @Valid Confirmation confirmation) {
        return once.done(
                confirmation,
                CampaignView.class,
                () ->
                        campaigns
                                .confirm(campaignId, caller.get(), confirmation)
                                .map(CampaignView::of));
    }

    @POST
    @Path("/{campaignId}/launch")
    @RolesAllowed({"campaign-organiser", "national-admin"})
    @Operation(summary = "Record that the launch event has happened (M4, M5)")
    public Uni<RestResponse<CampaignView>> launch(
            @RestPath UUID campaignId, @NotNull @Valid LaunchHeld launch) {
        return step(
                campaignId,
                launch,
                new CampaignCommand.RecordLaunch(launch.heldOn(), launch.place()));
    }

    @POST
    @Path("/{campaignId}/contest")
    @RolesAllowed({"campaign-organiser", "national-admin"})
    @Operation(summary = "Contest the election, once the campaign is ready (K7)")
    public Uni<RestResponse<CampaignView>> contest(@RestPath UUID campaignId) {
        return once.done(
                "",
                CampaignView.class,
                () -> campaigns.contest(campaignId, caller.get()).map(CampaignView::of));
    }

    @POST
    @Path("/{campaignId}/conclusion")
    @RolesAllowed({"campaign-organiser", "national-admin"})
    @Operation(summary = "Conclude the campaign, from polling day on")
    public Uni<RestResponse<CampaignView>> conclude(@RestPath UUID campaignId) {
        return step(campaignId, "", new CampaignCommand.Conclude());
    }

    @POST
    @Path("/{campaignId}/withdrawal")
    @RolesAllowed({"campaign-organiser", "national-admin"})
    @Operation(summary = "Withdraw: either side, at any time, without any permission (G2)")
    public Uni<RestResponse<CampaignView>> withdraw(
            @RestPath UUID campaignId, @NotNull @Valid Withdrawal withdrawal) {
        return once.done(
                withdrawal,
                CampaignView.class,
                () ->
                        campaigns
                                .withdraw(campaignId, caller.get(), withdrawal.reason())
                                .map(CampaignView::of));
    }

    private Uni<RestResponse<CampaignView>> step(
            UUID campaignId, Object body, CampaignCommand command) {
        return once.done(
                body,
                CampaignView.class,
                () -> campaigns.handle(campaignId, caller.get(), command).map(CampaignView::of));
    }

    private static Stage stage(String state) {
        try {
            return state == null ? null : Stage.valueOf(state.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw CommonRefusal.MALFORMED_REQUEST.at("/state", "There is no such state.");
        }
    }
}
