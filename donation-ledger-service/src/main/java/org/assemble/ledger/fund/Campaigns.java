package org.assemble.ledger.fund;

import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_CAMPAIGN;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assemble.ledger.fund.model.Life;
import org.assemble.ledger.fund.model.Regions;
import org.assemble.ledger.journal.History;
import org.assemble.ledger.journal.LedgerRefusal;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.problem.CommonRefusal;

/// The campaigns that the ledger knows, and who may see their money.
@ApplicationScoped
public class Campaigns {

    private static final String REGISTERED =
            """
            select campaign_id, data ->> 'region' as region from event
            where version = 1 and split_part(stream, ':', 1) = 'fund'\
            """;

    @Inject Pool database;

    @Inject History history;

    /// Finance sees every campaign, an organiser their own, a coordinator those of their regions.
    public Uni<Life> seenBy(Caller caller, UUID campaignId) {
        return known(campaignId).invoke(life -> mustSee(caller, life));
    }

    private static void mustSee(Caller caller, Life life) {
        boolean sees =
                caller.hasAny("finance", "finance-approver")
                        || caller.has("campaign-organiser") && caller.isOf(life.campaignId());
        if (sees) {
            return;
        }
        if (caller.has("regional-coordinator")) {
            caller.mustBeOfRegion(life.region());
        } else {
            caller.mustBeOf(life.campaignId());
        }
    }

    /// Whose money a list shows this caller: what was asked for, and no more than they may see. Who
    /// asks for nothing gets all they may see.
    ///
    /// @param campaignId null for any
    /// @param region null for any
    public Uni<Reach> reach(Caller caller, UUID campaignId, String region) {
        if (region != null && !Regions.exists(region)) {
            throw CommonRefusal.MALFORMED_REQUEST.at(
                    "/region", "An ONS code of a nation or region is needed, as E12000003.");
        }
        boolean finance = caller.hasAny("finance", "finance-approver");
        if (campaignId != null) {
            return seenBy(caller, campaignId)
                    .map(life ->
                            region == null || region.equals(life.region())
                                    ? Set.of(campaignId)
                                    : Set.<UUID>of())
                    .map(ids -> new Reach(Optional.of(ids), finance));
        }
        if (finance && region == null) {
            return Uni.createFrom().item(new Reach(Optional.empty(), true));
        }
        if (region != null && !caller.has("campaign-organiser")) {
            caller.mustBeOfRegion(region, "finance", "finance-approver");
        }
        return registered()
                .map(all ->
                        all.entrySet().stream()
                                .filter(one -> region == null || region.equals(one.getValue()))
                                .filter(one ->
                                        finance || listed(caller, one.getKey(), one.getValue()))
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toUnmodifiableSet()))
                .map(ids -> new Reach(Optional.of(ids), finance));
    }

    private static boolean listed(Caller caller, UUID campaignId, String region) {
        return caller.has("campaign-organiser") && caller.isOf(campaignId)
                || caller.has("regional-coordinator") && caller.regions().contains(region);
    }

    /// The region of every campaign that the ledger knows: some hundreds, by an index of their own.
    private Uni<Map<UUID, String>> registered() {
        return database.preparedQuery(REGISTERED)
                .execute()
                .map(rows -> {
                    Map<UUID, String> regions = new HashMap<>();
                    rows.forEach(row ->
                            regions.put(row.getUUID("campaign_id"), row.getString("region")));
                    return regions;
                });
    }

    /// From the campaign's own few events, not from all of its money.
    private Uni<Life> known(UUID campaignId) {
        return history.of(StreamId.fund(campaignId), Life.UNKNOWN)
                .map(life -> {
                    if (!life.known()) {
                        throw unknown(campaignId);
                    }
                    return life;
                });
    }

    private static RuntimeException unknown(UUID campaignId) {
        return new LedgerRefusal(UNKNOWN_CAMPAIGN)
                .because("The ledger does not know campaign " + campaignId + ".");
    }
}
