package org.assemble.ledger.policy;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.fund.model.Life;
import org.assemble.ledger.journal.Ledger;
import org.assemble.ledger.journal.Order;
import org.assemble.ledger.policy.PolicyResource.NewPolicy;
import org.assemble.ledger.policy.PolicyResource.PolicyView;
import org.assemble.ledger.policy.model.Policy;
import org.assemble.platform.caller.Caller;

/// What a national admin decides.
@ApplicationScoped
class Deciding {

    Order<PolicyView> deciding(NewPolicy policy, Caller by) {
        return Order.of(
                ledger ->
                        ledger.policies()
                                .decide(
                                        policy.toCommand(by.personId(), ledger.today()),
                                        life(policy.campaignId(), ledger)),
                ledger ->
                        PolicyView.of(
                                Policy.Name.of(policy.policy()),
                                policy.campaignId(),
                                ledger.policies(),
                                ledger.today()),
                PolicyView.class);
    }

    private static Life life(UUID campaignId, Ledger ledger) {
        return campaignId == null ? Fund.UNKNOWN.life() : ledger.fund(campaignId).life();
    }
}
