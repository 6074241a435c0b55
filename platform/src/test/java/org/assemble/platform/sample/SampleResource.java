package org.assemble.platform.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.idempotency.Once;
import org.assemble.platform.money.Money;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// The platform's edges, over HTTP.
@Path("/api/v1/samples")
public class SampleResource {
    @Inject Samples samples;
    @Inject Once once;
    @Inject CurrentCaller caller;

    public record Wanted(@NotNull Money price) {}

    public record View(UUID id, int count) {}

    @POST
    @Path("/{id}")
    @RolesAllowed("campaign-organiser")
    public Uni<RestResponse<View>> count(@RestPath UUID id, @NotNull @Valid Wanted wanted) {
        return once.created(
                wanted,
                View.class,
                () -> samples.count(id).map(row -> new View(row.id, row.count)),
                View::id);
    }

    @POST
    @Path("/{id}/failure")
    @PermitAll
    public Uni<Void> fail(@RestPath UUID id) {
        return samples.countAndFail(id);
    }

    @POST
    @Path("/{campaignId}/of")
    @RolesAllowed("campaign-organiser")
    public Uni<List<UUID>> mine(@RestPath UUID campaignId) {
        return Uni.createFrom().item(List.copyOf(caller.get().mustBeOf(campaignId).campaigns()));
    }

    @GET
    @PermitAll
    public Page<Integer> numbers(@Valid @BeanParam PageRequest page) {
        int from = page.after().map(Integer::parseInt).map(last -> last + 1).orElse(0);
        List<Integer> rows =
                IntStream.range(from, Math.min(from + page.rows(), 5)).boxed().toList();
        return Page.of(rows, page.limit(), row -> row, row -> row);
    }

    /// @param name null as long as nobody has said it
    /// @param note left out where there is none
    public record Told(
            UUID id,
            String name,
            int count,
            List<String> tags,
            @JsonInclude(JsonInclude.Include.NON_NULL) String note) {}

    @GET
    @Path("/{id}")
    @RolesAllowed("campaign-organiser")
    @Produces({MediaType.APPLICATION_JSON, "text/csv"})
    public Told tell(@RestPath UUID id) {
        return new Told(id, null, 0, List.of(), null);
    }

    @GET
    @Path("/bug")
    @PermitAll
    public String bug() {
        throw new IllegalStateException("a secret of the inside");
    }
}
