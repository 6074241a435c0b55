package org.assemble.ledger.policy;

import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_POLICY;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.assemble.ledger.fund.Campaigns;
import org.assemble.ledger.journal.LedgerRefusal;
import org.assemble.ledger.journal.Requests;
import org.assemble.ledger.policy.model.Policies;
import org.assemble.ledger.policy.model.Policy;
import org.assemble.ledger.policy.model.SetPolicy;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.caller.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/ledger/policies")
@Tag(
        name = "policies",
        description = "Values that Assemble decides, each from a day on (M2, M3, M4, M5)")
@RolesAllowed({
    "national-admin",
    "finance",
    "finance-approver",
    "regional-coordinator",
    "campaign-organiser"
})
public class PolicyResource {

    @Inject PolicyTable policies;

    @Inject Deciding deciding;

    @Inject Requests requests;

    @Inject Campaigns campaigns;

    @Inject CurrentCaller caller;

    @Inject Clock clock;

    /// A decision.
    ///
    /// @param policy as `match-cap-pence`
    /// @param campaignId the one campaign it is for: caps only; without it, everyone
    /// @param validFrom the day from which it holds: today or later
    /// @param value in what the policy's name ends with: pence, basis points, weeks, or a weekday
    ///   from 1 for Monday
    public record NewPolicy(
            @NotNull String policy,
            UUID campaignId,
            @NotNull LocalDate validFrom,
            @NotNull Long value) {

        SetPolicy toCommand(UUID setBy, LocalDate today) {
            return new SetPolicy(policy, campaignId, validFrom, value, setBy, today);
        }
    }

    /// The end of a campaign's own value.
    ///
    /// @param validFrom the day from which everyone's holds for it again: today or later
    public record Withdrawal(@NotNull UUID campaignId, @NotNull LocalDate validFrom) {

        SetPolicy toCommand(String policy, UUID setBy, LocalDate today) {
            return new SetPolicy(policy, campaignId, validFrom, null, setBy, today);
        }
    }

    /// What was decided, by whom and when: both null in what the software came with.
    ///
    /// @param value null where a campaign has no value of its own from that day on
    public record DecisionView(
            LocalDate validFrom,
            @JsonInclude(JsonInclude.Include.ALWAYS) Long value,
            UUID setBy,
            LocalDate setOn) {

        static DecisionView of(Policy policy) {
            return new DecisionView(
                    policy.validFrom(), policy.value(), policy.setBy(), policy.setOn());
        }
    }

    /// A policy.
    ///
    /// @param campaignId the campaign that was asked for, or null
    /// @param value in force today, for that campaign or for everyone
    /// @param decisions what was ever decided for everyone, in the order of the days from which it
    ///   holds
    /// @param ownDecisions the same for that campaign alone; where there is one in force, it counts
    public record PolicyView(
            String policy,
            UUID campaignId,
            long value,
            List<DecisionView> decisions,
            List<DecisionView> ownDecisions) {

        static PolicyView of(
                Policy.Name name, UUID campaignId, Policies policies, LocalDate today) {
            return new PolicyView(
                    name.text(),
                    campaignId,
                    policies.inForce(name, campaignId, today),
                    decisions(policies.history(name, null)),
                    campaignId == null ? List.of() : decisions(policies.history(name, campaignId)));
        }

        private static List<DecisionView> decisions(List<Policy> history) {
            return history.stream().map(DecisionView::of).toList();
        }
    }

    public record PoliciesView(List<PolicyView> items) {}

    @POST
    @RolesAllowed("national-admin")
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = PolicyView.class, responseCode = "201")
    @Operation(summary = "Decide a policy, from today or a later day on")
    public Uni<RestResponse<PolicyView>> set(@NotNull @Valid NewPolicy policy) {
        return requests.created(
                policy, deciding.deciding(policy, caller.get()), PolicyView::policy);
    }

    @POST
    @Path("/{policy}/withdrawal")
    @RolesAllowed("national-admin")
    @Operation(
            summary =
                    "A campaign has no value of its own any more, from today or a later day on: everyone's holds")
    public Uni<RestResponse<PolicyView>> withdraw(
            @RestPath String policy, @NotNull @Valid Withdrawal withdrawal) {
        return requests.done(withdrawal, deciding.withdrawing(policy, withdrawal, caller.get()));
    }

    @GET
    @Operation(summary = "Every policy: its value today, and what was decided")
    public Uni<PoliciesView> list(
            @RestQuery
                    @Parameter(
                            description = "As it holds for this campaign; without it: for everyone")
                    UUID campaignId) {
        return maySee(campaignId)
                .chain(policies::all)
                .map(all ->
                        new PoliciesView(
                                Arrays.stream(Policy.Name.values())
                                        .map(name -> PolicyView.of(name, campaignId, all, today()))
                                        .toList()));
    }

    @GET
    @Path("/{policy}")
    @Operation(summary = "One policy")
    public Uni<PolicyView> get(@RestPath String policy, @RestQuery UUID campaignId) {
        Policy.Name name =
                Policy.Name.find(policy)
                        .orElseThrow(() ->
                                new LedgerRefusal(UNKNOWN_POLICY)
                                        .because("No policy has the name " + policy + "."));
        return maySee(campaignId)
                .chain(policies::all)
                .map(all -> PolicyView.of(name, campaignId, all, today()));
    }

    /// What was decided for one campaign is for who sees its money, and for the national team,
    /// which decides it. What holds for everyone is for everyone here.
    ///
    /// @param campaignId null for everyone's
    private Uni<Void> maySee(UUID campaignId) {
        Caller asking = caller.get();
        return campaignId == null || asking.has("national-admin")
                ? Uni.createFrom().voidItem()
                : campaigns.seenBy(asking, campaignId).replaceWithVoid();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
