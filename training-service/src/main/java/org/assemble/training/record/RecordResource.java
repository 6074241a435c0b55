package org.assemble.training.record;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

@Path("/api/v1/trainings")
@Tag(name = "trainings")
public class RecordResource {
    @Inject Records records;
    @Inject CurrentCaller caller;

    /// One course in a person's record.
    ///
    /// @param required whether every team member attends it (T1)
    /// @param completedAt null where the person lacks it
    public record StandingView(
            String course,
            String name,
            boolean required,
            boolean held,
            UUID sessionId,
            Instant completedAt) {
        static StandingView of(Records.Standing standing) {
            return new StandingView(
                    standing.course(),
                    standing.name(),
                    standing.required(),
                    standing.completedAt() != null,
                    standing.sessionId(),
                    standing.completedAt());
        }
    }

    /// A person's record.
    ///
    /// @param missing the required courses that the person still lacks
    public record PersonView(UUID personId, List<StandingView> courses, List<String> missing) {
        static PersonView of(UUID personId, List<Records.Standing> standings) {
            List<StandingView> courses = standings.stream().map(StandingView::of).toList();
            return new PersonView(
                    personId,
                    courses,
                    courses.stream()
                            .filter(course -> course.required() && !course.held())
                            .map(StandingView::course)
                            .toList());
        }
    }

    /// What a member of a team holds and still lacks, of the required courses (T1).
    public record MemberView(UUID personId, List<String> held, List<String> missing) {
        static MemberView of(Records.Member member) {
            return new MemberView(member.personId(), member.held(), member.missing());
        }
    }

    @GET
    @Path("/people/{personId}")
    @Authenticated
    @Operation(
            summary = "Which trainings a person holds and lacks",
            description =
                    "For the person, trainers, the organisers of their campaign and the"
                            + " coordinators of its region.")
    public Uni<PersonView> person(@RestPath UUID personId) {
        return records.ofPerson(caller.get(), personId)
                .map(standings -> PersonView.of(personId, standings));
    }

    @GET
    @Path("/campaigns/{campaignId}/compliance")
    @RolesAllowed({"campaign-organiser", "regional-coordinator", "trainer", "national-admin"})
    @Operation(summary = "What each member of a campaign's team still lacks")
    public Uni<Page<MemberView>> team(
            @RestPath UUID campaignId, @Valid @BeanParam PageRequest page) {
        return records.ofTeam(caller.get(), campaignId, page)
                .map(rows -> Page.of(rows, page.limit(), Records.Member::personId, MemberView::of));
    }
}
