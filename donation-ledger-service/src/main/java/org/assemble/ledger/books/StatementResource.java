package org.assemble.ledger.books;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.assemble.ledger.books.Books.Movement;
import org.assemble.ledger.books.Books.Place;
import org.assemble.ledger.books.Books.Statement;
import org.assemble.ledger.books.Books.View;
import org.assemble.ledger.books.model.Account;
import org.assemble.ledger.fund.Campaigns;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.money.Money;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.problem.CommonRefusal;
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

    @Inject Books books;

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
                    kind(movement.other()),
                    movement.stream(),
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
                case CAMPAIGN_PAYABLE, SUPPLIER_PAYABLE, MOVEMENT_FUND, STARTUP_COST ->
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
            String next) {

        static StatementView of(UUID campaignId, View view, Statement statement, int limit) {
            Page<MovementView> page =
                    Page.of(statement.movements(), limit, StatementResource::key, MovementView::of);
            return new StatementView(
                    campaignId,
                    Money.pence(statement.openingPence()),
                    page.items(),
                    Money.pence(statement.closingPence()),
                    view.position(),
                    page.next());
        }
    }

    @GET
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
        return campaigns
                .seenBy(caller.get(), campaignId)
                .chain(_ -> books.view(asOf))
                .chain(view ->
                        books.statement(
                                        campaignId,
                                        view,
                                        AsOf.day("from", from).orElse(LocalDate.EPOCH),
                                        place(page),
                                        page.rows())
                                .map(statement ->
                                        StatementView.of(
                                                campaignId, view, statement, page.limit())));
    }

    private static String key(Movement movement) {
        return movement.effective() + "/" + movement.position() + "/" + movement.line();
    }

    private static Place place(PageRequest page) {
        return page.after().map(StatementResource::place).orElse(Place.START);
    }

    private static Place place(String key) {
        String[] parts = key.split("/");
        try {
            return new Place(
                    LocalDate.parse(parts[0]),
                    Long.parseLong(parts[1]),
                    Integer.parseInt(parts[2]));
        } catch (RuntimeException notAPlace) {
            throw CommonRefusal.MALFORMED_REQUEST.at("/cursor", "This cursor is of another list.");
        }
    }
}
