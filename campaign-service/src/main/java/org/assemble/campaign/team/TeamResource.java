package org.assemble.campaign.team;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.campaign.access.Access;
import org.assemble.campaign.person.People;
import org.assemble.platform.caller.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

@Path("/api/v1/campaigns/{campaignId}/team")
@Tag(name = "teams", description = "Campaign teams: people with roles (K5)")
public class TeamResource {
    @Inject Teams teams;
    @Inject Access access;
    @Inject People people;
    @Inject CurrentCaller caller;

    /// A member, as the team and its coordinators see them.
    public record MemberView(
            UUID personId, String role, Instant joinedAt, String name, String email) {
        static MemberView of(MemberRow row, Map<UUID, People.Contact> contacts) {
            People.Contact contact = contacts.get(row.personId);
            return new MemberView(
                    row.personId, row.role, row.joinedAt, contact.name(), contact.email());
        }
    }

    @GET
    @Authenticated
    @Operation(
            summary = "The team, for itself and its coordinators",
            description = Access.TEAM_AND_COORDINATORS)
    public Uni<List<MemberView>> team(@RestPath UUID campaignId) {
        return access.mustBeOfOrCoordinate(caller.get(), campaignId)
                .chain(() -> teams.members(campaignId))
                .chain(rows ->
                        people.contacts(rows.stream().map(row -> row.personId).toList())
                                .map(contacts ->
                                        rows.stream()
                                                .map(row -> MemberView.of(row, contacts))
                                                .toList()));
    }

    @DELETE
    @Path("/{personId}")
    @Authenticated
    @Operation(
            summary = "Leave the team, or take someone off it",
            description =
                    "For the person; of others, for the campaign's organisers and the national"
                            + " team.")
    public Uni<Void> leave(@RestPath UUID campaignId, @RestPath UUID personId) {
        return teams.leave(campaignId, personId, caller.get());
    }
}
