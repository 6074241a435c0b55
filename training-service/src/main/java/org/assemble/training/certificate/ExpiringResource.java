package org.assemble.training.certificate;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/// Certificates that expire within some days and are not renewed yet, the next ones first.
@Path("/api/v1/trainings")
@Tag(name = "certificates")
public class ExpiringResource {
    static final int MOST_DAYS = 3_660;

    @Inject Expiring expiring;
    @Inject CurrentCaller caller;

    /// A certificate that is still held.
    ///
    /// @param expiresOn the first day on which it is held no more
    public record ExpiringView(
            UUID certificateId,
            UUID personId,
            String course,
            String courseName,
            LocalDate expiresOn) {
        static ExpiringView of(Expiring.Soon soon) {
            return new ExpiringView(
                    soon.id(), soon.personId(), soon.course(), soon.courseName(), soon.expiresOn());
        }
    }

    @GET
    @Path("/people/{personId}/expiring")
    @Authenticated
    @Operation(
            summary = "Which of a person's certificates expire soon",
            description =
                    "For the person, trainers, the organisers of their campaign, the coordinators"
                            + " of its region and the national team.")
    public Uni<Page<ExpiringView>> ofPerson(
            @RestPath UUID personId,
            @RestQuery @DefaultValue("60") @Min(1) @Max(MOST_DAYS) int days,
            @Valid @BeanParam PageRequest page) {
        return expiring.ofPerson(caller.get(), personId, days, page).map(rows -> page(rows, page));
    }

    @GET
    @Path("/campaigns/{campaignId}/expiring")
    @RolesAllowed({"campaign-organiser", "regional-coordinator", "trainer", "national-admin"})
    @Operation(summary = "Which certificates of a campaign's team expire soon")
    public Uni<Page<ExpiringView>> ofCampaign(
            @RestPath UUID campaignId,
            @RestQuery @DefaultValue("60") @Min(1) @Max(MOST_DAYS) int days,
            @Valid @BeanParam PageRequest page) {
        return expiring.ofCampaign(caller.get(), campaignId, days, page)
                .map(rows -> page(rows, page));
    }

    @GET
    @Path("/regions/{region}/expiring")
    @RolesAllowed({"regional-coordinator", "trainer", "national-admin"})
    @Operation(summary = "Which certificates of the teams of a region expire soon")
    public Uni<Page<ExpiringView>> ofRegion(
            @RestPath String region,
            @RestQuery @DefaultValue("60") @Min(1) @Max(MOST_DAYS) int days,
            @Valid @BeanParam PageRequest page) {
        return expiring.ofRegion(caller.get(), region, days, page).map(rows -> page(rows, page));
    }

    private static Page<ExpiringView> page(List<Expiring.Soon> rows, PageRequest page) {
        return Page.of(rows, page.limit(), Expiring.Soon::place, ExpiringView::of);
    }
}
