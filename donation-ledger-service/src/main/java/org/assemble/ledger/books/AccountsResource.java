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
import java.util.Optional;
import java.util.UUID;
import org.assemble.ledger.books.Accounts.Balance;
import org.assemble.ledger.books.Accounts.Known;
import org.assemble.ledger.books.Statements.Asked;
import org.assemble.ledger.books.Statements.Movement;
import org.assemble.ledger.books.Statements.Statement;
import org.assemble.ledger.books.Totals.Sum;
import org.assemble.ledger.books.Totals.Total;
import org.assemble.ledger.books.model.Account;
import org.assemble.ledger.books.model.View;
import org.assemble.ledger.csv.Listing;
import org.assemble.ledger.csv.Tabular;
import org.assemble.ledger.fund.Campaigns;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.csv.CsvWriter;
import org.assemble.platform.csv.Table;
import org.assemble.platform.money.Money;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.paging.Paged;
import org.assemble.platform.problem.CommonRefusal;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/api/v1/ledger/accounts")
@Tag(name = "books", description = "Balances on any day, as known at any moment (M8)")
@RolesAllowed({"finance", "finance-approver", "campaign-organiser", "regional-coordinator"})
@Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
public class AccountsResource {

    @Inject Accounts accounts;

    @Inject Statements statements;

    @Inject Views views;

    @Inject Campaigns campaigns;

    @Inject CurrentCaller caller;

    /// An account, and what was posted to it by the day. All three sums are null where nothing was
    /// yet: no data is not nought.
    ///
    /// @param account its name, `campaign-payable:{id}`
    /// @param balance what it holds, on the side on which its kind grows
    public record AccountView(
            String account,
            String kind,
            UUID campaignId,
            @JsonInclude(JsonInclude.Include.ALWAYS) Money debit,
            @JsonInclude(JsonInclude.Include.ALWAYS) Money credit,
            @JsonInclude(JsonInclude.Include.ALWAYS) Money balance) {

        static AccountView of(Total total) {
            return new AccountView(
                    total.account(),
                    total.kind().text(),
                    total.campaignId(),
                    Money.pence(total.debitPence()),
                    Money.pence(total.creditPence()),
                    Money.pence(total.balancePence()));
        }

        static AccountView of(Balance balance) {
            Known account = balance.account();
            Optional<Sum> sum = balance.sum();
            return new AccountView(
                    account.name(),
                    account.kind().text(),
                    account.campaignId(),
                    sum.map(s -> Money.pence(s.debitPence())).orElse(null),
                    sum.map(s -> Money.pence(s.creditPence())).orElse(null),
                    sum.map(s -> account.kind().balancePence(s.debitPence(), s.creditPence()))
                            .map(Money::pence)
                            .orElse(null));
        }
    }

    /// One account's balance.
    ///
    /// @param position the last event that is in it; as `knownAt` it gives the same answer again
    public record BalanceView(
            String account,
            String kind,
            UUID campaignId,
            @JsonInclude(JsonInclude.Include.ALWAYS) Money debit,
            @JsonInclude(JsonInclude.Include.ALWAYS) Money credit,
            @JsonInclude(JsonInclude.Include.ALWAYS) Money balance,
            long position)
            implements Tabular {

        static BalanceView of(Balance balance, View view) {
            AccountView of = AccountView.of(balance);
            return new BalanceView(
                    of.account(),
                    of.kind(),
                    of.campaignId(),
                    of.debit(),
                    of.credit(),
                    of.balance(),
                    view.position());
        }

        @Override
        public Table<BalanceView> table() {
            return new Table<>(BalanceView.class, List.of(this));
        }
    }

    /// One movement of an account.
    ///
    /// @param line which posting of the event it is
    /// @param subject what it came from, as `donation:{id}`
    /// @param counterAccount the account on the other side
    /// @param occurred the day on which it happened
    /// @param effective the day on which it counts
    /// @param amount less than nothing where the account holds less for it
    /// @param balance what the account held after it
    public record AccountMovementView(
            long position,
            int line,
            String subject,
            String counterAccount,
            LocalDate occurred,
            LocalDate effective,
            Instant recorded,
            Money amount,
            Money balance) {

        static AccountMovementView of(Movement movement) {
            return new AccountMovementView(
                    movement.position(),
                    movement.line(),
                    movement.subject(),
                    movement.other(),
                    movement.occurred(),
                    movement.effective(),
                    movement.recorded(),
                    Money.pence(movement.pence()),
                    Money.pence(movement.balancePence()));
        }
    }

    /// What an account held before, what came and went, and what it holds after it.
    ///
    /// @param position the last event that is in it; as `knownAt` it gives the same answer again
    public record AccountStatementView(
            String account,
            Money opening,
            List<AccountMovementView> items,
            Money closing,
            long position,
            @JsonInclude(JsonInclude.Include.ALWAYS) String next)
            implements Tabular, Paged {

        static AccountStatementView of(Statement statement, int limit) {
            Page<AccountMovementView> page = statement.page(limit, AccountMovementView::of);
            return new AccountStatementView(
                    statement.begin().account(),
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

    /// A line of a statement as a table: the first has the opening balance of the whole, the last
    /// the closing balance.
    record StatementLine(
            String line,
            Long position,
            String subject,
            String counterAccount,
            LocalDate occurred,
            LocalDate effective,
            Instant recorded,
            Money amount,
            Money balance) {

        static StatementLine of(String line, Money balance) {
            return new StatementLine(line, null, null, null, null, null, null, null, balance);
        }

        static StatementLine of(AccountMovementView view) {
            return new StatementLine(
                    "movement",
                    view.position(),
                    view.subject(),
                    view.counterAccount(),
                    view.occurred(),
                    view.effective(),
                    view.recorded(),
                    view.amount(),
                    view.balance());
        }
    }

    @GET
    @Operation(
            summary =
                    "The accounts that you may see, in the order in which they were first posted to")
    public Uni<Listing<AccountView>> list(
            @RestQuery @Parameter(description = "As `campaign-payable`") String kind,
            @RestQuery UUID campaignId,
            @RestQuery @Parameter(description = "The ONS code of a nation or region") String region,
            @BeanParam AsOf asOf,
            @Valid @BeanParam PageRequest page) {
        Optional<Account.Kind> wanted = Optional.ofNullable(kind).map(AccountsResource::kind);
        return views.of(asOf)
                .chain(view ->
                        campaigns
                                .reach(caller.get(), campaignId, region)
                                .chain(reach ->
                                        accounts.page(wanted, reach, view, page)
                                                .map(rows -> listing(view, rows, page))));
    }

    private static Listing<AccountView> listing(View view, List<Balance> rows, PageRequest page) {
        return Listing.of(
                AccountView.class,
                view.position(),
                rows,
                page.limit(),
                row -> row.account().id(),
                AccountView::of);
    }

    private static Account.Kind kind(String text) {
        return Account.Kind.find(text)
                .orElseThrow(() ->
                        CommonRefusal.MALFORMED_REQUEST.at(
                                "/kind", "No account is of this kind; `bank` is one."));
    }

    @GET
    @Path("/{account}/balance")
    @Operation(
            summary = "One account's balance",
            description =
                    "404 where nothing was ever posted to the account, as far as was known then; null where"
                            + " nothing was posted by the day; 0 is a balance.")
    public Uni<BalanceView> balance(@RestPath String account, @BeanParam AsOf asOf) {
        return views.of(asOf)
                .chain(view ->
                        seen(account)
                                .chain(known ->
                                        accounts.balance(known, view)
                                                .map(balance -> BalanceView.of(balance, view))));
    }

    @GET
    @Path("/{account}/statement")
    @Operation(
            summary =
                    "An account's movements in the order of the days on which they count, with opening, running and"
                            + " closing balance")
    public Uni<AccountStatementView> statement(
            @RestPath String account,
            @RestQuery
                    @Parameter(
                            description =
                                    "The first day; what counts earlier is in the opening balance",
                            schema = @Schema(type = SchemaType.STRING, format = "date"))
                    String from,
            @BeanParam AsOf asOf,
            @Valid @BeanParam PageRequest page) {
        Asked asked = new Asked(account, AsOf.day("from", from).orElse(null), asOf, page);
        return seen(account)
                .chain(known -> statements.of(known, asked))
                .map(statement -> AccountStatementView.of(statement, page.limit()));
    }

    /// The account, if the caller may see it: a national one is finance's.
    private Uni<Known> seen(String account) {
        Caller asking = caller.get();
        return accounts.named(account)
                .call(known -> {
                    if (known.campaignId() != null) {
                        return campaigns.seenBy(asking, known.campaignId());
                    }
                    if (!asking.hasAny("finance", "finance-approver")) {
                        throw CommonRefusal.NOT_ALLOWED.because(
                                "The national accounts are finance's to see.");
                    }
                    return Uni.createFrom().nullItem();
                });
    }
}
