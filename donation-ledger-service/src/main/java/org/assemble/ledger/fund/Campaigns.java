package org.assemble.ledger.fund;

import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_CAMPAIGN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.assemble.ledger.fund.model.Life;
import org.assemble.ledger.journal.History;
import org.assemble.ledger.journal.LedgerRefusal;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.platform.caller.Caller;

/// The campaigns that the ledger knows, and who may see their money.
@ApplicationScoped
public class Campaigns {

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
