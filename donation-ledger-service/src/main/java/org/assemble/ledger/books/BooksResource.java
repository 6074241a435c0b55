package org.assemble.ledger.books;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
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

    /// The funds: what is Assemble's own, and what it was spent on. A sum is null where nothing was
    /// posted to its accounts by the day: no data is not nought.
    ///
    /// @param nationalFund its income less match, startup and write-offs
    /// @param unit what was given to the Assembly Unit, which is no part of the national fund (M1)
    /// @param position the last event that is in it; as `knownAt` it gives the same answer again
    public record FundsView(
            @JsonInclude(JsonInclude.Include.ALWAYS) Money nationalFund,
            @JsonInclude(JsonInclude.Include.ALWAYS) Money nationalIncome,
            @JsonInclude(JsonInclude.Include.ALWAYS) Money matchCost,
            @JsonInclude(JsonInclude.Include.ALWAYS) Money startupCost,
            @JsonInclude(JsonInclude.Include.ALWAYS) Money writeOff,
            @JsonInclude(JsonInclude.Include.ALWAYS) Money movement,
            @JsonInclude(JsonInclude.Include.ALWAYS) Money unit,
            @JsonInclude(JsonInclude.Include.ALWAYS) Money campaignPayable,
            @JsonInclude(JsonInclude.Include.ALWAYS) Money bank,
            long position)
            implements Tabular {

        private static final Set<Kind> COSTS =
                EnumSet.of(Kind.MATCH_COST, Kind.STARTUP_COST, Kind.WRITE_OFF);

        @Override
        public Table<FundsView> table() {
            return new Table<>(FundsView.class, List.of(this));
        }

        static FundsView of(View view, List<Total> totals) {
            return new FundsView(
                    nationalFund(totals),
                    sum(totals, Kind.NATIONAL_INCOME),
                    sum(totals, Kind.MATCH_COST),
                    sum(totals, Kind.STARTUP_COST),
                    sum(totals, Kind.WRITE_OFF),
                    sum(totals, Kind.MOVEMENT_FUND),
                    sum(totals, Kind.UNIT_FUND),
                    sum(totals, Kind.CAMPAIGN_PAYABLE),
                    sum(totals, Kind.BANK),
                    view.position());
        }

        private static Money nationalFund(List<Total> totals) {
            return sum(
                    totals.stream()
                            .filter(total ->
                                    total.kind() == Kind.NATIONAL_INCOME
                                            || COSTS.contains(total.kind())),
                    total ->
                            COSTS.contains(total.kind())
                                    ? -total.balancePence()
                                    : total.balancePence());
        }

        private static Money sum(List<Total> totals, Kind kind) {
            return sum(totals.stream().filter(total -> total.kind() == kind), Total::balancePence);
        }

        /// Null where there is no data.
        private static Money sum(Stream<Total> totals, Function<Total, Long> pence) {
            return totals.map(pence).reduce(Long::sum).map(Money::pence).orElse(null);
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
                    "The national fund and what it is made of, the movement's and the unit's fund, the bank",
            description = "Null where nothing was posted by the day; 0 is a balance.")
    public Uni<FundsView> funds(@BeanParam AsOf asOf) {
        return views.of(asOf)
                .chain(view -> totals.all(view).map(totals -> FundsView.of(view, totals)));
    }
}
