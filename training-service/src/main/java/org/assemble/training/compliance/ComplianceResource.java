package org.assemble.training.compliance;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.csv.CsvWriter;
import org.assemble.platform.paging.PageRequest;
import org.assemble.training.compliance.ComplianceViews.NationView;
import org.assemble.training.compliance.ComplianceViews.PeopleView;
import org.assemble.training.compliance.ComplianceViews.PersonView;
import org.assemble.training.compliance.ComplianceViews.RegionView;
import org.assemble.training.compliance.ComplianceViews.TeamView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/// What each person, team and region still lacks of the trainings (T1, T4), as JSON and CSV.
@Path("/api/v1/trainings")
@Tag(name = "trainings")
@Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
public class ComplianceResource {
    @Inject Compliance compliance;
    @Inject CurrentCaller caller;
    @Inject Clock clock;

    @GET
    @Path("/people/{personId}")
    @Authenticated
    @Operation(
            summary = "Which trainings a person holds and lacks",
            description =
                    "For the person, trainers, the organisers of their campaign, the coordinators"
                            + " of its region and the national team.")
    public Uni<PersonView> person(@RestPath UUID personId, @Valid @BeanParam AsOf asOf) {
        LocalDate day = asOf.day(clock);
        return compliance
                .ofPerson(caller.get(), personId, day)
                .map(courses -> PersonView.of(personId, day, courses));
    }

    @GET
    @Path("/campaigns/{campaignId}/compliance")
    @RolesAllowed({"campaign-organiser", "regional-coordinator", "trainer", "national-admin"})
    @Operation(
            summary = "What a campaign's team, and each member of it, still lacks",
            description = "Without `counts` nothing was known of the team on that day.")
    public Uni<TeamView> team(
            @RestPath UUID campaignId,
            @Valid @BeanParam AsOf asOf,
            @Valid @BeanParam PageRequest page) {
        LocalDate day = asOf.day(clock);
        return compliance
                .ofTeam(caller.get(), campaignId, day, page)
                .map(answer -> TeamView.of(campaignId, day, answer, page));
    }

    @GET
    @Path("/regions/{region}/compliance")
    @RolesAllowed({"regional-coordinator", "trainer", "national-admin"})
    @Operation(
            summary = "What the teams of a region still lack",
            description =
                    "First who has the most trainings still to take, last who is complete. Without"
                            + " `counts` nothing was known of a team, or of any, on that day.")
    public Uni<RegionView> region(
            @RestPath String region,
            @Valid @BeanParam AsOf asOf,
            @Valid @BeanParam PageRequest page) {
        LocalDate day = asOf.day(clock);
        return compliance
                .ofRegion(caller.get(), region, day, page)
                .map(answer -> RegionView.of(region, day, answer, page));
    }

    @GET
    @Path("/regions/{region}/compliance/people")
    @RolesAllowed({"regional-coordinator", "trainer", "national-admin"})
    @Operation(
            summary = "Who on the teams of a region lacks a required training, team by team",
            description = "With `course`: who lacks that one, of those that are required.")
    public Uni<PeopleView> people(
            @RestPath String region,
            @RestQuery Optional<String> course,
            @Valid @BeanParam AsOf asOf,
            @Valid @BeanParam PageRequest page) {
        LocalDate day = asOf.day(clock);
        return compliance
                .peopleOf(caller.get(), region, course, day, page)
                .map(people -> PeopleView.of(region, day, people, page));
    }

    @GET
    @Path("/compliance")
    @RolesAllowed({"trainer", "national-admin"})
    @Operation(summary = "What the teams of all regions still lack")
    public Uni<NationView> all(@Valid @BeanParam AsOf asOf) {
        LocalDate day = asOf.day(clock);
        return compliance.ofAll(day).map(answer -> NationView.of(day, answer));
    }
}
