package org.assemble.ledger.fund;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.fund.model.Terms;
import org.assemble.ledger.journal.History;
import org.assemble.ledger.policy.PolicyTable;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.money.Money;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

@Path("/api/v1/ledger/campaigns/{campaignId}/summary")
@Tag(
        name = "campaign money",
        description = "What a campaign has raised, was matched, is owed and was paid")
public class SummaryResource {

    @Inject Campaigns campaigns;

    @Inject History history;

    @Inject PolicyTable policies;

    @Inject CurrentCaller caller;

    @Inject Clock clock;

    /// What a ward assembly's monthly donations have brought in.
    public record AssemblyView(UUID assemblyId, Money raised) {}

    /// What was used of a budget, and what is left of it.
    public record BudgetView(Money used, Money left) {
        static BudgetView of(long usedPence, long capPence) {
            return new BudgetView(
                    Money.pence(usedPence), Money.pence(Math.max(0, capPence - usedPence)));
        }
    }

    /// A campaign's money now.
    ///
    /// @param owed share and match that no bank file has paid out
    /// @param inTransit released and not yet seen on the bank's statement
    public record SummaryView(
            UUID campaignId,
            Money raised,
            List<AssemblyView> assemblies,
            Money share,
            BudgetView match,
            BudgetView startup,
            Money owed,
            Money inTransit,
            Money paid) {

        static SummaryView of(UUID campaignId, Fund fund, Terms terms) {
            return new SummaryView(
                    campaignId,
                    Money.pence(fund.share().raisedPence()),
                    fund.raisedByAssembly()
                            .entries()
                            .map(entry -> new AssemblyView(entry.key(), Money.pence(entry.value())))
                            .sorted(Comparator.comparing(AssemblyView::assemblyId))
                            .toList(),
                    Money.pence(fund.share().campaignPence()),
                    BudgetView.of(fund.match().matchedPence(), terms.matchCapPence()),
                    BudgetView.of(fund.startupPence(), terms.startupCapPence()),
                    Money.pence(fund.payable().owedPence()),
                    Money.pence(fund.payable().inTransitPence()),
                    Money.pence(fund.payable().paidPence()));
        }
    }

    @GET
    @RolesAllowed({"finance", "finance-approver", "campaign-organiser", "regional-coordinator"})
    @Operation(summary = "A campaign's money at a glance")
    public Uni<SummaryView> summary(@RestPath UUID campaignId) {
        return campaigns
                .seenBy(caller.get(), campaignId)
                .chain(_ -> history.ofCampaign(campaignId, Fund.UNKNOWN))
                .chain(fund ->
                        policies.all()
                                .map(all ->
                                        SummaryView.of(
                                                campaignId,
                                                fund,
                                                Terms.on(
                                                        LocalDate.now(clock),
                                                        all,
                                                        campaignId,
                                                        null))));
    }
}
