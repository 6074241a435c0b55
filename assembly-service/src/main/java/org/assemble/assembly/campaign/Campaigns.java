package org.assemble.assembly.campaign;

import static org.assemble.assembly.AssemblyRefusal.CAMPAIGN_WITHDRAWN;
import static org.assemble.assembly.AssemblyRefusal.UNKNOWN_CAMPAIGN;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.assemble.platform.inbox.Outcome;
import org.assemble.platform.inbox.Subscriber;
import org.assemble.platform.inbox.Subscriptions;

/// What is known here of campaigns: what campaign-service told.
@ApplicationScoped
public class Campaigns implements Subscriber {
    record CampaignRegistered(UUID campaignId, String constituencyCode) {}

    record CampaignWithdrawn(UUID campaignId, Instant withdrawnAt) {}

    @Override
    public void subscribe(Subscriptions on) {
        on.event(
                        "org.assemble.campaign.CampaignRegistered.v1",
                        CampaignRegistered.class,
                        this::registered)
                .event(
                        "org.assemble.campaign.CampaignWithdrawn.v1",
                        CampaignWithdrawn.class,
                        this::withdrawn);
    }

    /// Refuses a campaign that nobody told of.
    ///
    /// @return the code of its constituency
    @WithSession
    public Uni<String> constituencyOf(UUID id) {
        return get(id).map(row -> row.constituencyCode);
    }

    /// Refuses a campaign that has withdrawn (G2).
    @WithSession
    public Uni<Void> mustBeLive(UUID id) {
        return get(id).invoke(
                        row -> {
                            if (row.withdrawnAt != null) {
                                throw CAMPAIGN_WITHDRAWN.because(
                                        "It withdrew at " + row.withdrawnAt + ".");
                            }
                        })
                .replaceWithVoid();
    }

    private Uni<Outcome> registered(CampaignRegistered told) {
        CampaignRow row = new CampaignRow();
        row.id = told.campaignId();
        row.constituencyCode = told.constituencyCode();
        return CampaignRow.findById(row.id)
                .chain(known -> known == null ? row.persist() : Uni.createFrom().item(known))
                .replaceWith(Outcome.known(row.id));
    }

    private Uni<Outcome> withdrawn(CampaignWithdrawn told) {
        return CampaignRow.<CampaignRow>findById(told.campaignId())
                .map(row -> {
                    if (row == null) {
                        return Outcome.waiting(told.campaignId());
                    }
                    row.withdrawnAt = told.withdrawnAt();
                    return Outcome.applied();
                });
    }

    private static Uni<CampaignRow> get(UUID id) {
        return CampaignRow.<CampaignRow>findById(id)
                .onItem()
                .ifNull()
                .failWith(() ->
                        UNKNOWN_CAMPAIGN.at("/campaignId", "No campaign has the id " + id + "."));
    }
}
