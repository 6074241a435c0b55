package org.assemble.ledger.rebuild;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.assemble.ledger.rebuild.Rebuilds.Progress;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/api/v1/ledger/rebuilds")
@Tag(name = "audit")
@RolesAllowed({"finance-approver", "national-admin"})
public class RebuildResource {

    @Inject Rebuilds rebuilds;

    /// @param projection `postings` (with the accounts, and the sealed balances that rest on them),
    ///   `balances` (the sealed ones alone), `subtrees`
    public record NewRebuild(@NotNull String projection) {}

    /// How far a rebuild is.
    ///
    /// @param state `never`, `running`, `stopped` (ask again to go on) or `finished`
    /// @param position how far the new tables go
    /// @param of how far the journal goes
    /// @param failure why it stopped
    public record RebuildView(
            String projection,
            String state,
            long position,
            long of,
            Instant startedAt,
            Instant finishedAt,
            String failure) {

        static RebuildView of(Progress progress) {
            return new RebuildView(
                    progress.projection(),
                    state(progress),
                    progress.position(),
                    progress.head(),
                    progress.started(),
                    progress.finished(),
                    progress.failure());
        }

        private static String state(Progress progress) {
            if (progress.started() == null) {
                return "never";
            }
            if (progress.running()) {
                return "running";
            }
            return progress.finished() == null ? "stopped" : "finished";
        }
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = RebuildView.class, responseCode = "202")
    @Operation(
            summary = "Make a projection again from the events, while all goes on",
            description =
                    "Answers at once; the place in Location says how far it is. One that was broken off goes on where it"
                            + " stopped.")
    public Uni<RestResponse<RebuildView>> begin(@NotNull @Valid NewRebuild rebuild) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> rebuilds.begin(rebuild.projection()))
                .chain(() -> rebuilds.of(rebuild.projection()))
                .map(progress ->
                        ResponseBuilder.create(
                                        RestResponse.Status.ACCEPTED, RebuildView.of(progress))
                                .location(
                                        URI.create(
                                                "/api/v1/ledger/rebuilds/" + rebuild.projection()))
                                .build());
    }

    @GET
    @Operation(summary = "What can be made again from the events, and how far it is")
    public Uni<List<RebuildView>> list() {
        return rebuilds.all().map(all -> all.stream().map(RebuildView::of).toList());
    }

    @GET
    @Path("/{projection}")
    @Operation(summary = "How far a rebuild is")
    public Uni<RebuildView> get(@RestPath String projection) {
        return rebuilds.of(projection).map(RebuildView::of);
    }
}
