package org.assemble.ledger.policy;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Function;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.fund.model.Life;
import org.assemble.ledger.journal.Ledger;
import org.assemble.ledger.journal.Order;
import org.assemble.ledger.policy.PolicyResource.NewPolicy;
import org.assemble.ledger.policy.PolicyResource.PolicyView;
import org.assemble.ledger.policy.PolicyResource.Withdrawal;
import org.assemble.ledger.policy.model.Policy;
import org.assemble.ledger.policy.model.SetPolicy;
import org.assemble.platform.caller.Caller;

/// What a national admin decides.
@ApplicationScoped
class Deciding {

    Order<PolicyView> deciding(NewPolicy policy, Caller by) {
        return order(today -> policy.toCommand(by.personId(), today));
    }

    /// A campaign's own value ends.
    Order<PolicyView> withdrawing(String policy, Withdrawal withdrawal, Caller by) {
        return order(today -> withdrawal.toCommand(policy, by.personId(), today));
    }

    private static Order<PolicyView> order(Function<LocalDate, SetPolicy> decision) {
        return Order.of(
                ledger -> {
                    SetPolicy command = decision.apply(ledger.today());
                    return ledger.policies().decide(command, life(command.campaignId(), ledger));
                },
                ledger -> {
                    SetPolicy decided = decision.apply(ledger.today());
                    return PolicyView.of(
                            Policy.Name.of(decided.policy()),
                            decided.campaignId(),
                            ledger.policies(),
                            ledger.today());
                },
                PolicyView.class);
    }

    private static Life life(UUID campaignId, Ledger ledger) {
        return campaignId == null ? Fund.UNKNOWN.life() : ledger.fund(campaignId).life();
    }
}
