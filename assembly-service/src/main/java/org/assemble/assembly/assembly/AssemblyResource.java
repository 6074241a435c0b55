package org.assemble.assembly.assembly;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.assemble.assembly.assembly.model.AssemblyCommand.Minute;
import org.assemble.assembly.assembly.model.Stage;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.id.Ids;
import org.assemble.platform.idempotency.Once;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/assemblies")
@Tag(name = "assemblies", description = "Ward assemblies, who came, and what they pledge (A1–A3)")
public class AssemblyResource {
    private static final int MOST_FACILITATORS = 20;

    @Inject Assemblies assemblies;
    @Inject CurrentCaller caller;
    @Inject Once once;
    @Inject Clock clock;

    /// A ward by its ONS code and its name.
    public record WardView(
            @NotBlank @Size(max = 20) String code, @NotBlank @Size(max = 200) String name) {}

    /// An assembly to be planned (A1), with what people need to know to be able to come (A2).
    ///
    /// @param facilitators who is asked to facilitate; they need not be of the campaign
    public record NewAssembly(
            @NotNull UUID campaignId,
            @NotNull @Valid WardView ward,
            @NotBlank @Size(max = 200) String title,
            @NotNull Instant startsAt,
            @NotBlank @Size(max = 300) String place,
            @NotBlank @Size(max = 1000) String accessibilityNote,
            @Size(max = MOST_FACILITATORS) List<@NotNull UUID> facilitators) {
        AssemblyRow to(UUID plannedBy) {
            AssemblyRow row = new AssemblyRow();
            row.id = Ids.next();
            row.campaignId = campaignId;
            row.wardCode = ward.code();
            row.wardName = ward.name();
            row.title = title;
            row.startsAt = startsAt;
            row.place = place;
            row.accessibilityNote = accessibilityNote;
            row.facilitators =
                    facilitators == null ? new UUID[0] : facilitators.toArray(UUID[]::new);
            row.stage = Stage.PLANNED;
            row.plannedBy = plannedBy;
            return row;
        }
    }

    /// What an assembly came to.
    ///
    /// @param heldAt when it was held; now, where nothing is said
    public record NewMinutes(Instant heldAt, @NotBlank @Size(max = 100_000) String minutes) {
        Minute to(Instant now) {
            return new Minute(heldAt == null ? now : heldAt, minutes);
        }
    }

    /// An assembly, as its page shows it to anyone.
    ///
    /// @param attendance how many people are checked in
    /// @param heldAt null until it is held
    public record AssemblyView(
            UUID id,
            UUID campaignId,
            WardView ward,
            String title,
            Instant startsAt,
            String place,
            String accessibilityNote,
            String state,
            int attendance,
            Instant heldAt) {
        static AssemblyView of(AssemblyRow row) {
            return new AssemblyView(
                    row.id,
                    row.campaignId,
                    new WardView(row.wardCode, row.wardName),
                    row.title,
                    row.startsAt,
                    row.place,
                    row.accessibilityNote,
                    row.stage.name().toLowerCase(Locale.ROOT),
                    row.attendance,
                    row.heldAt);
        }
    }

    /// The minutes of an assembly, for its campaign and facilitators.
    public record MinutesView(UUID assemblyId, Instant heldAt, String minutes) {
        static MinutesView of(AssemblyRow row) {
            return new MinutesView(row.id, row.heldAt, row.minutes);
        }
    }

    @POST
    @RolesAllowed("campaign-organiser")
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = AssemblyView.class, responseCode = "201")
    @Operation(summary = "Plan a ward assembly of one's campaign")
    public Uni<RestResponse<AssemblyView>> plan(@NotNull @Valid NewAssembly assembly) {
        return once.created(
                assembly,
                AssemblyView.class,
                () ->
                        assemblies
                                .plan(caller.get(), assembly.to(caller.get().personId()))
                                .map(AssemblyView::of),
                AssemblyView::id);
    }

    @GET
    @PermitAll
    @Operation(summary = "The assemblies of all campaigns or of one, in the order of planning")
    public Uni<Page<AssemblyView>> list(
            @RestQuery Optional<UUID> campaignId, @Valid @BeanParam PageRequest page) {
        return campaignId
                .map(id -> assemblies.listOf(id, page))
                .orElseGet(() -> assemblies.list(page))
                .map(rows -> Page.of(rows, page.limit(), row -> row.id, AssemblyView::of));
    }

    @GET
    @Path("/{assemblyId}")
    @PermitAll
    @Operation(summary = "One assembly")
    public Uni<AssemblyView> get(@RestPath UUID assemblyId) {
        return assemblies.get(assemblyId).map(AssemblyView::of);
    }

    @POST
    @Path("/{assemblyId}/announcement")
    @RolesAllowed("campaign-organiser")
    @Operation(summary = "Announce an assembly to the public")
    public Uni<RestResponse<AssemblyView>> announce(@RestPath UUID assemblyId) {
        return once.done(
                "",
                AssemblyView.class,
                () -> assemblies.announce(caller.get(), assemblyId).map(AssemblyView::of));
    }

    @POST
    @Path("/{assemblyId}/minutes")
    @RolesAllowed({"campaign-organiser", "facilitator"})
    @Operation(summary = "Record that an assembly was held, and what it came to")
    public Uni<RestResponse<AssemblyView>> minute(
            @RestPath UUID assemblyId, @NotNull @Valid NewMinutes minutes) {
        return once.done(
                minutes,
                AssemblyView.class,
                () ->
                        assemblies
                                .handle(caller.get(), assemblyId, minutes.to(clock.instant()))
                                .map(AssemblyView::of));
    }

    @GET
    @Path("/{assemblyId}/minutes")
    @RolesAllowed({"campaign-organiser", "facilitator"})
    @Operation(summary = "The minutes of an assembly, for its campaign and facilitators")
    public Uni<MinutesView> minutes(@RestPath UUID assemblyId) {
        return assemblies.minutes(caller.get(), assemblyId).map(MinutesView::of);
    }
}
