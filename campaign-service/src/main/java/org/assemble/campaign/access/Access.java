package org.assemble.campaign.access;

import static org.assemble.campaign.CampaignRefusal.UNKNOWN_CAMPAIGN;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.problem.CommonRefusal;

/// Who may touch which campaign, by this service's own lists: a token may be older than a team. A
/// role is checked at the operation; here it is the very campaign.
@ApplicationScoped
public class Access {
    /// What the descriptions of operations say that [#mustBeOfOrCoordinate] guards.
    public static final String TEAM_AND_COORDINATORS =
            "For the campaign's team, the coordinators of its region and the national team.";

    private static final String SEES_ALL = "national-admin";
    private static final String COORDINATES = "regional-coordinator";
    private static final String LOOK =
            """
            select c.region, exists (select 1 from team_member m
                where m.campaign_id = c.id and m.person_id = ?2 and m.left_at is null)
            from campaign c where c.id = ?1
            """;

    /// How someone stands to a campaign.
    private record Standing(String region, boolean isOnTheTeam) {}

    /// Refuses who is not on the team, unless they see all.
    @WithSession
    public Uni<Void> mustBeOf(Caller caller, UUID campaignId) {
        return standing(caller, campaignId)
                .invoke(standing -> check(caller, campaignId, standing.isOnTheTeam()))
                .replaceWithVoid();
    }

    /// The same, but a coordinator of the campaign's region may, too.
    @WithSession
    public Uni<Void> mustBeOfOrCoordinate(Caller caller, UUID campaignId) {
        return standing(caller, campaignId)
                .invoke(standing ->
                        check(
                                caller,
                                campaignId,
                                standing.isOnTheTeam() || coordinates(caller, standing.region())))
                .replaceWithVoid();
    }

    /// G2: on which side of the agreement someone speaks: a member of the team for the campaign.
    @WithSession
    public Uni<Boolean> isOnTheTeam(Caller caller, UUID campaignId) {
        return standing(caller, campaignId).map(Standing::isOnTheTeam);
    }

    /// Whether someone coordinates a region.
    public boolean coordinates(Caller caller, String region) {
        return caller.has(COORDINATES) && caller.regions().contains(region);
    }

    private static void check(Caller caller, UUID campaignId, boolean may) {
        if (!may && !caller.has(SEES_ALL)) {
            throw CommonRefusal.NOT_YOUR_CAMPAIGN.because(
                    "You are not on the team of campaign %s.".formatted(campaignId));
        }
    }

    private static Uni<Standing> standing(Caller caller, UUID campaignId) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(LOOK, Object[].class)
                                .setParameter(1, campaignId)
                                .setParameter(2, caller.personId())
                                .getSingleResultOrNull())
                .map(row -> {
                    if (row == null) {
                        throw UNKNOWN_CAMPAIGN.because("No campaign has the id " + campaignId);
                    }
                    return new Standing((String) row[0], (boolean) row[1]);
                });
    }
}
