package org.assemble.campaign.election;

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
import java.time.LocalDate;
import java.util.UUID;
import org.assemble.platform.idempotency.Once;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/elections")
@Tag(name = "elections", description = "Elections and their polling days (E1)")
public class ElectionResource {
    @Inject Elections elections;
    @Inject Once once;

    /// An election to be called; the polling day is a day in Europe/London.
    public record NewElection(
            @NotNull ElectionRow.Kind kind,
            @NotBlank @Size(max = 200) String name,
            @NotNull LocalDate pollingDay) {}

    /// An election.
    public record ElectionView(UUID id, ElectionRow.Kind kind, String name, LocalDate pollingDay) {
        static ElectionView of(ElectionRow row) {
            return new ElectionView(row.id, row.kind, row.name, row.pollingDay);
        }
    }

    @POST
    @RolesAllowed("national-admin")
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = ElectionView.class, responseCode = "201")
    @Operation(summary = "Call an election: name its polling day")
    public Uni<RestResponse<ElectionView>> call(@NotNull @Valid NewElection election) {
        return once.created(
                election,
                ElectionView.class,
                () ->
                        elections
                                .call(election.kind(), election.name(), election.pollingDay())
                                .map(ElectionView::of),
                ElectionView::id);
    }

    @GET
    @PermitAll
    @Operation(summary = "The elections, in the order in which they were called")
    public Uni<Page<ElectionView>> list(@Valid @BeanParam PageRequest page) {
        return elections
                .list(page)
                .map(rows -> Page.of(rows, page.limit(), row -> row.id, ElectionView::of));
    }

    @GET
    @Path("/{electionId}")
    @PermitAll
    @Operation(summary = "One election")
    public Uni<ElectionView> get(@RestPath UUID electionId) {
        return elections.get(electionId).map(ElectionView::of);
    }
}
