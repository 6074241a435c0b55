package org.assemble.ledger.policy.model;

import static org.assemble.ledger.journal.model.Decision.accept;
import static org.assemble.ledger.journal.model.Decision.refuse;
import static org.assemble.ledger.journal.model.Refusal.POLICY_IN_PAST;
import static org.assemble.ledger.journal.model.Refusal.POLICY_NOT_PER_CAMPAIGN;
import static org.assemble.ledger.journal.model.Refusal.POLICY_VALUE_OUT_OF_RANGE;
import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_CAMPAIGN;
import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_POLICY;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.assemble.ledger.fund.model.Life;
import org.assemble.ledger.journal.model.BankDetailsEvent;
import org.assemble.ledger.journal.model.CampaignEvent;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.DonationEvent;
import org.assemble.ledger.journal.model.ElectionEvent;
import org.assemble.ledger.journal.model.InvoiceEvent;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.MandateEvent;
import org.assemble.ledger.journal.model.PayoutEvent;
import org.assemble.ledger.journal.model.PeriodEvent;
import org.assemble.ledger.journal.model.PolicyEvent.PolicySet;
import org.assemble.ledger.journal.model.ReversalEvent;
import org.assemble.ledger.journal.model.State;
import org.assemble.ledger.policy.model.Policy.Name;

/// All that was ever decided: what the software came with, and each decision since.
///
/// @param decided by policy and campaign; in the order of the days from which they hold, and of two
///   for one day the later decision stands later and counts
public record Policies(Map<Scope, List<Policy>> decided) implements State<Policies> {

    public static final Policies NONE = new Policies(Map.of());

    /// @param campaignId null for everyone
    public record Scope(Name name, UUID campaignId) {}

    public static Policies of(List<Policy> seeded) {
        Policies policies = NONE;
        for (Policy policy : seeded) {
            policies = policies.with(policy);
        }
        return policies;
    }

    /// @param life the life of the campaign that the command names; unknown if it names none
    public Decision decide(SetPolicy command, Life life) {
        Optional<Name> name = Name.find(command.policy());
        if (name.isEmpty()) {
            return refuse(UNKNOWN_POLICY, "No policy has the name " + command.policy() + ".");
        }
        if (!command.withdraws() && !name.get().takes(command.value())) {
            return refuse(POLICY_VALUE_OUT_OF_RANGE, name.get().bounds());
        }
        if (command.campaignId() != null && !name.get().perCampaign()) {
            return refuse(
                    POLICY_NOT_PER_CAMPAIGN,
                    command.policy() + " can't be set for one campaign alone.");
        }
        if (command.campaignId() != null && !life.known()) {
            return refuse(
                    UNKNOWN_CAMPAIGN,
                    "The ledger does not know campaign " + command.campaignId() + ".");
        }
        if (command.validFrom().isBefore(command.on())) {
            return refuse(POLICY_IN_PAST, "Today is " + command.on() + ".");
        }
        return accept(
                new PolicySet(
                        command.policy(),
                        command.campaignId(),
                        command.validFrom(),
                        command.value(),
                        command.setBy(),
                        command.on()));
    }

    /// The value for everyone on a day.
    public long inForce(Name name, LocalDate day) {
        return inForce(name, null, day);
    }

    /// The value for a campaign on a day: its own if it has one then, or everyone's.
    ///
    /// @param campaignId null for everyone
    public long inForce(Name name, UUID campaignId, LocalDate day) {
        return decisionInForce(name, campaignId, day).value();
    }

    /// The decision behind it.
    public Policy decisionInForce(Name name, UUID campaignId, LocalDate day) {
        Policy own = campaignId == null ? null : last(name, campaignId, day);
        Policy found = own == null || own.value() == null ? last(name, null, day) : own;
        return found == null ? first(name) : found;
    }

    /// What is older than the first decision goes by the first.
    private Policy first(Name name) {
        List<Policy> decisions = history(name, null);
        if (decisions.isEmpty()) {
            throw new IllegalStateException("no policy " + name.text());
        }
        return decisions.getFirst();
    }

    private Policy last(Name name, UUID campaignId, LocalDate day) {
        Policy found = null;
        for (Policy policy : history(name, campaignId)) {
            if (policy.validFrom().isAfter(day)) {
                return found;
            }
            found = policy;
        }
        return found;
    }

    /// What was ever decided for everyone, or for one campaign, in the order of the days from which
    /// it holds.
    public List<Policy> history(Name name, UUID campaignId) {
        return decided.getOrDefault(new Scope(name, campaignId), List.of());
    }

    private Policies with(Policy policy) {
        Map<Scope, List<Policy>> more = new HashMap<>(decided);
        more.merge(
                new Scope(policy.name(), policy.campaignId()), List.of(policy), Policies::inOrder);
        return new Policies(Map.copyOf(more));
    }

    private static List<Policy> inOrder(List<Policy> some, List<Policy> later) {
        List<Policy> all = new ArrayList<>(Stream.concat(some.stream(), later.stream()).toList());
        all.sort(
                Comparator.comparing(
                        Policy::validFrom)); // stable: of one day the later stays later
        return List.copyOf(all);
    }

    @Override
    public Policies evolve(LedgerEvent event) {
        return switch (event) {
            case PolicySet e ->
                    with(
                            new Policy(
                                    Name.of(e.policy()),
                                    e.campaignId(),
                                    e.validFrom(),
                                    e.value(),
                                    e.setBy(),
                                    e.occurredOn()));
            case CampaignEvent _, ElectionEvent _, MandateEvent _, DonationEvent _ -> this;
            case ReversalEvent _, InvoiceEvent _, BankDetailsEvent _, PayoutEvent _ -> this;
            case PeriodEvent _ -> this;
        };
    }
}
