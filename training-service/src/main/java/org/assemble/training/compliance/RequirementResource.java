package org.assemble.training.compliance;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.LocalDate;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// Which trainings everyone on a team must hold (T1): read by anyone, said by the national team.
@Path("/api/v1/trainings/requirements")
@Tag(name = "trainings")
public class RequirementResource {
    @Inject Requirements requirements;
    @Inject CurrentCaller caller;

    /// A training that everyone on a team must hold.
    ///
    /// @param since null for the four, which the agreement names (T1)
    public record RequiredView(String course, String name, LocalDate since) {
        static RequiredView of(Requirements.Required required) {
            return new RequiredView(required.course(), required.name(), required.since());
        }
    }

    /// Whether everyone on a team must hold it, from today on.
    public record Requirement(@NotNull Boolean required) {}

    @GET
    @PermitAll
    @Operation(summary = "The trainings that everyone on a team must hold")
    public Uni<Page<RequiredView>> list(@Valid @BeanParam PageRequest page) {
        return requirements
                .list(page)
                .map(courses ->
                        Page.of(
                                courses,
                                page.limit(),
                                Requirements.Required::course,
                                RequiredView::of));
    }

    @PUT
    @Path("/{course}")
    @RolesAllowed("national-admin")
    @Operation(
            summary = "Say whether everyone on a team must hold a training",
            description =
                    "From today on; what was required on earlier days stays as it was. The four of"
                            + " the agreement stay required, and one that is retired can't be. Of"
                            + " what is said on one day the last counts, and who said that is kept.")
    public Uni<Void> require(@RestPath String course, @NotNull @Valid Requirement requirement) {
        return requirements.require(caller.get().personId(), course, requirement.required());
    }
}
