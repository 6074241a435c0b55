package org.assemble.ledger.fund;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assemble.ledger.books.AsOf;
import org.assemble.ledger.books.Views;
import org.assemble.ledger.books.model.View;
import org.assemble.ledger.csv.Tabular;
import org.assemble.ledger.fund.model.Summary;
import org.assemble.ledger.fund.model.Terms;
import org.assemble.ledger.journal.History;
import org.assemble.ledger.policy.PolicyTable;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.csv.CsvWriter;
import org.assemble.platform.csv.Table;
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

    @Inject Views views;

    @Inject PolicyTable policies;

    @Inject CurrentCaller caller;

    /// What a ward assembly's monthly donations have brought in.
    public record AssemblyView(UUID assemblyId, Money raised) {}

    /// What was used of a budget, and what is left of it.
    public record BudgetView(Money used, Money left) {
        static BudgetView of(long usedPence, long capPence) {
            return new BudgetView(
                    Money.pence(usedPence), Money.pence(Math.max(0, capPence - usedPence)));
        }
    }

    /// A campaign's money at a glance.
    ///
    /// @param owed share and match that no bank file has paid out
    /// @param inTransit released and not yet seen on the bank's statement
    /// @param asOf the day that it speaks of: what counts later is left out, and budgets are those
    ///   in force on it
    /// @param position the last event that is in it; as `knownAt`, and with its `asOf`, it gives
    ///   the same answer again
    public record SummaryView(
            UUID campaignId,
            Money raised,
            List<AssemblyView> assemblies,
            Money share,
            BudgetView match,
            BudgetView startup,
            Money owed,
            Money inTransit,
            Money paid,
            LocalDate asOf,
            long position)
            implements Tabular {

        static SummaryView of(UUID campaignId, View view, Summary summary, Terms terms) {
            return new SummaryView(
                    campaignId,
                    Money.pence(summary.raisedPence()),
                    summary.raisedByAssembly()
                            .entries()
                            .map(entry -> new AssemblyView(entry.key(), Money.pence(entry.value())))
                            .sorted(Comparator.comparing(AssemblyView::assemblyId))
                            .toList(),
                    Money.pence(summary.sharePence()),
                    BudgetView.of(summary.matchedPence(), terms.matchCapPence()),
                    BudgetView.of(summary.startupPence(), terms.startupCapPence()),
                    Money.pence(summary.owedPence()),
                    Money.pence(summary.inTransitPence()),
                    Money.pence(summary.paidPence()),
                    view.lastDay(),
                    view.position());
        }

        @Override
        public Table<Figure> table() {
            Stream<Figure> ofAssemblies =
                    assemblies.stream()
                            .map(one -> new Figure("raised", one.assemblyId(), one.raised()));
            Stream<Figure> ofCampaign =
                    Stream.of(
                            new Figure("raised", null, raised),
                            new Figure("share", null, share),
                            new Figure("match used", null, match.used()),
                            new Figure("match left", null, match.left()),
                            new Figure("startup used", null, startup.used()),
                            new Figure("startup left", null, startup.left()),
                            new Figure("owed", null, owed),
                            new Figure("in transit", null, inTransit),
                            new Figure("paid", null, paid));
            return new Table<>(Figure.class, Stream.concat(ofCampaign, ofAssemblies).toList());
        }
    }

    /// A figure of the summary as a table has it, of the campaign or of one of its assemblies.
    record Figure(String figure, UUID assemblyId, Money amount) {}

    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
    @RolesAllowed({"finance", "finance-approver", "campaign-organiser", "regional-coordinator"})
    @Operation(
            summary = "A campaign's money at a glance",
            description =
                    "What is left of a budget is told by the cap in force on the day: `asOf`, or without it that of"
                            + " `knownAt`, or today; the answer tells it.")
    public Uni<SummaryView> summary(@RestPath UUID campaignId, @BeanParam AsOf asOf) {
        return campaigns
                .seenBy(caller.get(), campaignId)
                .chain(_ -> views.ofDay(asOf))
                .chain(view ->
                        history.ofCampaign(
                                        campaignId,
                                        view.position(),
                                        view.lastDay(),
                                        Summary.NOTHING)
                                .chain(summary ->
                                        terms(view, campaignId)
                                                .map(terms ->
                                                        SummaryView.of(
                                                                campaignId,
                                                                view,
                                                                summary,
                                                                terms))));
    }

    private Uni<Terms> terms(View view, UUID campaignId) {
        return policies.at(view.position())
                .map(decided -> Terms.on(view.lastDay(), decided, campaignId, null));
    }
}
