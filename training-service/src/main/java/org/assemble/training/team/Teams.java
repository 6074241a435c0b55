package org.assemble.training.team;

import static org.assemble.training.TrainingRefusal.NOT_YOUR_TEAM;
import static org.assemble.training.TrainingRefusal.UNKNOWN_CAMPAIGN;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.inbox.IncomingEvent;
import org.assemble.platform.inbox.Outcome;
import org.assemble.platform.inbox.Subscriber;
import org.assemble.platform.inbox.Subscriptions;

/// What is known here of campaigns and their teams: what campaign-service told.
@ApplicationScoped
public class Teams implements Subscriber {
    private static final String KNOW =
            "insert into campaign (id, region, known_since) values (?1, ?2, ?3) on conflict do nothing";
    private static final String END =
            "update campaign set ended_at = least(ended_at, ?2) where id = ?1";
    // Kept as it was told: told again, late or out of order, the rows are the same.
    private static final String CHANGE =
            """
            insert into team_change (campaign_id, person_id, at, message, on_team)
            values (?1, ?2, ?3, ?4, ?5) on conflict do nothing\
            """;
    private static final String ON_TEAMS =
            """
            select distinct person_id from team_member
            where on_team and campaign_id = any(?1) and person_id = any(?2)\
            """;
    private static final String ORGANISER = "campaign-organiser";

    /// A campaign and where it is.
    public record Campaign(UUID id, String region) {

        /// Whether somebody organises it, or coordinates its region.
        public boolean isInCareOf(Caller caller) {
            return caller.has(ORGANISER) && caller.isOf(id)
                    || caller.has("regional-coordinator") && caller.regions().contains(region);
        }
    }

    record CampaignRegistered(UUID campaignId, String region) {}

    record CampaignWithdrawn(UUID campaignId, Instant withdrawnAt) {}

    record CampaignConcluded(UUID campaignId) {}

    record TeamMemberJoined(UUID campaignId, UUID personId) {}

    record TeamMemberLeft(UUID campaignId, UUID personId) {}

    @Override
    public void subscribe(Subscriptions on) {
        on.event(
                        "org.assemble.campaign.CampaignRegistered.v1",
                        CampaignRegistered.class,
                        (campaign, event) ->
                                update(KNOW, campaign.campaignId(), campaign.region(), event.time())
                                        .replaceWith(Outcome.known(campaign.campaignId())))
                .event(
                        "org.assemble.campaign.CampaignWithdrawn.v1",
                        CampaignWithdrawn.class,
                        campaign -> end(campaign.campaignId(), campaign.withdrawnAt()))
                .event(
                        "org.assemble.campaign.CampaignConcluded.v1",
                        CampaignConcluded.class,
                        (campaign, event) -> end(campaign.campaignId(), event.time()))
                .event(
                        "org.assemble.campaign.TeamMemberJoined.v1",
                        TeamMemberJoined.class,
                        (who, event) -> change(who.campaignId(), who.personId(), event, true))
                .event(
                        "org.assemble.campaign.TeamMemberLeft.v1",
                        TeamMemberLeft.class,
                        (who, event) -> change(who.campaignId(), who.personId(), event, false));
    }

    @WithSession
    public Uni<Campaign> campaign(UUID campaignId) {
        return campaigns("select id, region from campaign where id = ?1", campaignId)
                .map(found -> {
                    if (found.isEmpty()) {
                        throw UNKNOWN_CAMPAIGN.because(
                                "No campaign has the id %s.".formatted(campaignId));
                    }
                    return found.getFirst();
                });
    }

    /// The campaigns on whose teams a person is.
    @WithSession
    public Uni<List<Campaign>> campaignsOf(UUID personId) {
        return campaigns(
                "select c.id, c.region from campaign c join team_member m on m.campaign_id = c.id"
                        + " where m.person_id = ?1 and m.on_team",
                personId);
    }

    /// Refuses those who are neither the caller nor on a team that the caller organises.
    @WithSession
    public Uni<Void> mustBeOnTeamOf(Caller caller, Collection<UUID> people) {
        Set<UUID> others = new LinkedHashSet<>(people);
        others.remove(caller.personId());
        if (others.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<UUID> campaigns = caller.has(ORGANISER) ? caller.campaigns() : Set.of();
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(ON_TEAMS, UUID.class)
                                .setParameter(1, campaigns.toArray(UUID[]::new))
                                .setParameter(2, others.toArray(UUID[]::new))
                                .getResultList())
                .invoke(members -> {
                    others.removeAll(members);
                    if (!others.isEmpty()) {
                        throw NOT_YOUR_TEAM.because(
                                "Not on a team of yours, and not you: %s.".formatted(others));
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<List<Campaign>> campaigns(String sql, UUID id) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(sql, Object[].class)
                                .setParameter(1, id)
                                .getResultList())
                .map(rows ->
                        rows.stream()
                                .map(row -> new Campaign((UUID) row[0], (String) row[1]))
                                .toList());
    }

    private static Uni<Outcome> change(
            UUID campaignId, UUID personId, IncomingEvent event, boolean onTeam) {
        return update(CHANGE, campaignId, personId, event.time(), event.id(), onTeam)
                .replaceWith(Outcome.applied());
    }

    private static Uni<Outcome> end(UUID campaignId, Instant at) {
        return update(END, campaignId, at)
                .map(count -> count == 1 ? Outcome.applied() : Outcome.waiting(campaignId));
    }

    private static Uni<Integer> update(String sql, Object... values) {
        return Panache.getSession()
                .chain(session -> {
                    var query = session.createNativeQuery(sql);
                    for (int i = 0; i < values.length; i++) {
                        query.setParameter(i + 1, values[i]);
                    }
                    return query.executeUpdate();
                });
    }
}
