package org.assemble.ledger.books;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.assemble.ledger.books.Statements.Asked;
import org.assemble.ledger.books.Statements.Movement;
import org.assemble.ledger.books.Statements.Statement;
import org.assemble.ledger.books.model.Account;
import org.assemble.ledger.books.model.Account.CampaignPayable;
import org.assemble.ledger.csv.Tabular;
import org.assemble.ledger.fund.Campaigns;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.csv.CsvWriter;
import org.assemble.platform.csv.Table;
import org.assemble.platform.money.Money;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.paging.Paged;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/api/v1/ledger/campaigns/{campaignId}/statement")
@Tag(
        name = "campaign money",
        description = "What a campaign has raised, was matched, is owed and was paid")
public class StatementResource {

    @Inject Statements statements;

    @Inject Campaigns campaigns;

    @Inject CurrentCaller caller;

    /// One movement of what the campaign is owed.
    ///
    /// @param kind `share`, `match`, `payout`, `write-off`
    /// @param subject what it came from, as `donation:{id}`
    /// @param occurred the day on which it happened
    /// @param effective the day on which it counts
    /// @param amount less than nothing where it was paid out
    /// @param balance what was owed after it
    public record MovementView(
            long position,
            String kind,
            String subject,
            LocalDate occurred,
            LocalDate effective,
            Instant recorded,
            Money amount,
            Money balance) {

        static MovementView of(Movement movement) {
            return new MovementView(
                    movement.position(),
                    kind(movement.otherKind()),
                    movement.subject(),
                    movement.occurred(),
                    movement.effective(),
                    movement.recorded(),
                    Money.pence(movement.pence()),
                    Money.pence(movement.balancePence()));
        }

        private static String kind(Account.Kind other) {
            return switch (other) {
                case BANK, NATIONAL_INCOME -> "share";
                case MATCH_COST -> "match";
                case PAYOUT_IN_TRANSIT -> "payout";
                case WRITE_OFF -> "write-off";
                case CAMPAIGN_PAYABLE, SUPPLIER_PAYABLE, STARTUP_COST, MOVEMENT_FUND, UNIT_FUND ->
                        throw new IllegalStateException(
                                "what is owed to a campaign does not come from " + other);
            };
        }
    }

    /// What a campaign was owed before, what came and went, and what it is owed after it.
    ///
    /// @param position the last event that is in it; as `knownAt` it gives the same answer again
    public record StatementView(
            UUID campaignId,
            Money opening,
            List<MovementView> items,
            Money closing,
            long position,
            @JsonInclude(JsonInclude.Include.ALWAYS) String next)
            implements Tabular, Paged {

        static StatementView of(UUID campaignId, Statement statement, int limit) {
            Page<MovementView> page = statement.page(limit, MovementView::of);
            return new StatementView(
                    campaignId,
                    statement.opening(),
                    page.items(),
                    statement.closing(),
                    statement.position(),
                    page.next());
        }

        @Override
        public Table<StatementLine> table() {
            return Statements.table(
                    StatementLine.class,
                    StatementLine::of,
                    opening,
                    items.stream().map(StatementLine::of),
                    closing);
        }
    }

    /// A line of the statement as a table: the first has the opening balance of the whole, the last
    /// the closing balance.
    record StatementLine(
            String kind,
            Long position,
            String subject,
            LocalDate occurred,
            LocalDate effective,
            Instant recorded,
            Money amount,
            Money balance) {

        static StatementLine of(String kind, Money balance) {
            return new StatementLine(kind, null, null, null, null, null, null, balance);
        }

        static StatementLine of(MovementView view) {
            return new StatementLine(
                    view.kind(),
                    view.position(),
                    view.subject(),
                    view.occurred(),
                    view.effective(),
                    view.recorded(),
                    view.amount(),
                    view.balance());
        }
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
    @RolesAllowed({"finance", "finance-approver", "campaign-organiser", "regional-coordinator"})
    @Operation(
            summary =
                    "What a campaign is owed, movement by movement, with opening and closing balance")
    public Uni<StatementView> statement(
            @RestPath UUID campaignId,
            @RestQuery
                    @Parameter(
                            description =
                                    "The first day; what counts earlier is in the opening balance",
                            schema = @Schema(type = SchemaType.STRING, format = "date"))
                    String from,
            @BeanParam AsOf asOf,
            @Valid @BeanParam PageRequest page) {
        Asked asked =
                new Asked(
                        new CampaignPayable(campaignId).text(),
                        AsOf.day("from", from).orElse(null),
                        asOf,
                        page);
        return campaigns
                .seenBy(caller.get(), campaignId)
                .chain(_ -> statements.ofAny(asked))
                .map(statement -> StatementView.of(campaignId, statement, page.limit()));
    }
}
