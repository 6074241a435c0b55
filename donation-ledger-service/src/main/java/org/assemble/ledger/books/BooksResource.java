package org.assemble.ledger.books;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.assemble.ledger.books.AccountsResource.AccountView;
import org.assemble.ledger.books.Totals.Total;
import org.assemble.ledger.books.model.Account.Kind;
import org.assemble.ledger.books.model.View;
import org.assemble.ledger.csv.Tabular;
import org.assemble.platform.csv.CsvWriter;
import org.assemble.platform.csv.Table;
import org.assemble.platform.money.Money;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/ledger")
@Tag(name = "books", description = "Balances on any day, as known at any moment (M8)")
@RolesAllowed({"finance", "finance-approver"})
@Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
public class BooksResource {

    @Inject Views views;

    @Inject Totals totals;

    /// Every account that was posted to; one that is missing has no data.
    ///
    /// @param position the last event that is in it; as `knownAt` it gives the same answer again
    public record TrialBalanceView(
            List<AccountView> accounts, Money totalDebits, Money totalCredits, long position)
            implements Tabular {

        @Override
        public Table<AccountView> table() {
            return new Table<>(AccountView.class, accounts);
        }

        static TrialBalanceView of(View view, List<Total> totals) {
            return new TrialBalanceView(
                    totals.stream().map(AccountView::of).toList(),
                    Money.pence(totals.stream().mapToLong(Total::debitPence).sum()),
                    Money.pence(totals.stream().mapToLong(Total::creditPence).sum()),
                    view.position());
        }
    }

    /// The funds: what is Assemble's own, and what it was spent on.
    ///
    /// @param nationalFund its income less match, startup and write-offs
    /// @param unit what was given to the Assembly Unit, which is no part of the national fund (M1)
    public record FundsView(
            Money nationalFund,
            Money nationalIncome,
            Money matchCost,
            Money startupCost,
            Money writeOff,
            Money movement,
            Money unit,
            Money campaignPayable,
            Money bank,
            long position)
            implements Tabular {

        @Override
        public Table<FundsView> table() {
            return new Table<>(FundsView.class, List.of(this));
        }

        static FundsView of(View view, List<Total> totals) {
            long income = sum(totals, Kind.NATIONAL_INCOME);
            long cost = sum(totals, Kind.MATCH_COST, Kind.STARTUP_COST, Kind.WRITE_OFF);
            return new FundsView(
                    Money.pence(income - cost),
                    Money.pence(income),
                    Money.pence(sum(totals, Kind.MATCH_COST)),
                    Money.pence(sum(totals, Kind.STARTUP_COST)),
                    Money.pence(sum(totals, Kind.WRITE_OFF)),
                    Money.pence(sum(totals, Kind.MOVEMENT_FUND)),
                    Money.pence(sum(totals, Kind.UNIT_FUND)),
                    Money.pence(sum(totals, Kind.CAMPAIGN_PAYABLE)),
                    Money.pence(sum(totals, Kind.BANK)),
                    view.position());
        }

        private static long sum(List<Total> totals, Kind... kinds) {
            List<Kind> wanted = Arrays.asList(kinds);
            return totals.stream()
                    .filter(total -> wanted.contains(total.kind()))
                    .mapToLong(Total::balancePence)
                    .sum();
        }
    }

    @GET
    @Path("/trial-balance")
    @Operation(summary = "Every account's totals; debits equal credits")
    public Uni<TrialBalanceView> trialBalance(@BeanParam AsOf asOf) {
        return views.of(asOf)
                .chain(view -> totals.all(view).map(totals -> TrialBalanceView.of(view, totals)));
    }

    @GET
    @Path("/funds")
    @Operation(
            summary =
                    "The national fund and what it is made of, the movement's and the unit's fund, the bank")
    public Uni<FundsView> funds(@BeanParam AsOf asOf) {
        return views.of(asOf)
                .chain(view -> totals.all(view).map(totals -> FundsView.of(view, totals)));
    }
}
