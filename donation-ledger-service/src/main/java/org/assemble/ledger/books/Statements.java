package org.assemble.ledger.books;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assemble.ledger.books.Accounts.Known;
import org.assemble.ledger.books.Totals.Sum;
import org.assemble.ledger.books.Totals.Sums;
import org.assemble.ledger.books.Totals.Wanted;
import org.assemble.ledger.books.model.Account;
import org.assemble.ledger.books.model.View;
import org.assemble.platform.csv.Table;
import org.assemble.platform.money.Money;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;

/// What came to and went from an account, in the order of the days on which it counts. A page is
/// read from two indexes, one for either side, and nothing before it is read again.
@ApplicationScoped
class Statements {

    /// The sides have a limit that is written out: with one that is a parameter PostgreSQL takes a
    /// plan for all pages to be dearer than one for each, and plans each page anew, which takes
    /// longer than to read it.
    static final String MOVEMENTS =
            """
            with page as (
                select * from (
                    (select position, line, credit as other, effective, $2::bigint * pence as pence from posting
                    where debit = $1 and (effective, position) >= ($3, $4)
                        and (effective, position, line) > ($3, $4, $5) and effective <= $6 and position <= $7
                    order by effective, position, line limit %1$d)
                    union all
                    (select position, line, debit, effective, -$2::bigint * pence from posting
                    where credit = $1 and (effective, position) >= ($3, $4)
                        and (effective, position, line) > ($3, $4, $5) and effective <= $6 and position <= $7
                    order by effective, position, line limit %1$d)
                ) as side order by effective, position, line limit $8
            )
            select page.position, page.line, event.type, event.stream, event.occurred, page.effective, event.recorded,
                other.name as other, other.kind as other_kind, page.pence
            from page
            join event on event.position = page.position
            join account as other on other.id = page.other
            order by page.effective, page.position, page.line\
            """
                    .formatted(PageRequest.MOST + 1);

    @Inject Pool database;

    @Inject Accounts accounts;

    @Inject Totals totals;

    @Inject Views views;

    /// One amount that came to or went from an account.
    ///
    /// @param pence less than nothing where it went
    /// @param other the account on the other side
    record Movement(
            long position,
            int line,
            String subject,
            LocalDate occurred,
            LocalDate effective,
            Instant recorded,
            String other,
            Account.Kind otherKind,
            long pence,
            long balancePence) {}

    /// A page of a statement.
    ///
    /// @param begin where it begins
    /// @param movements one more than the page shows, if there is a next
    record Statement(StatementCursor begin, List<Movement> movements) {
        Money opening() {
            return Money.pence(begin.openingPence());
        }

        Money closing() {
            return Money.pence(begin.closingPence());
        }

        long position() {
            return begin.view().position();
        }

        <T> Page<T> page(int limit, Function<Movement, T> shown) {
            return Page.of(movements, limit, this::key, shown);
        }

        String key(Movement last) {
            return begin.after(last.effective(), last.position(), last.line(), last.balancePence())
                    .toString();
        }
    }

    /// A page of a statement as a table: the first line has the opening balance of the whole
    /// statement, the last the closing balance.
    ///
    /// @param balance a line that shows a balance
    static <T extends Record> Table<T> table(
            Class<T> type,
            BiFunction<String, Money, T> balance,
            Money opening,
            Stream<T> movements,
            Money closing) {
        return new Table<>(
                type,
                Stream.of(
                                Stream.of(balance.apply("opening balance", opening)),
                                movements,
                                Stream.of(balance.apply("closing balance", closing)))
                        .flatMap(lines -> lines)
                        .toList());
    }

    /// What is asked for.
    ///
    /// @param from null for all
    record Asked(String account, LocalDate from, AsOf asOf, PageRequest page) {
        LocalDate first() {
            return from == null ? LocalDate.EPOCH : from;
        }

        LocalDate last() {
            return asOf.lastDay().orElse(View.ALWAYS);
        }

        /// The day of the opening balance.
        LocalDate before() {
            return first().isAfter(last()) ? last() : first().minusDays(1);
        }
    }

    /// Refused where the account was not known yet.
    Uni<Statement> of(Known account, Asked asked) {
        return views.of(asked.asOf())
                .chain(view -> begin(account, asked, view))
                .map(begin -> begin.orElseThrow(() -> Accounts.unknown(asked.account())))
                .chain(begin -> from(begin, account, asked.page().rows()));
    }

    /// Empty where the account was not known yet. The books come first: an account that is opened
    /// while it is looked for is not in them.
    Uni<Statement> ofAny(Asked asked) {
        return views.of(asked.asOf())
                .chain(view ->
                        accounts.find(asked.account())
                                .chain(found ->
                                        found.map(account -> ofKnown(account, asked, view))
                                                .orElseGet(() -> empty(asked, view))));
    }

    private Uni<Statement> ofKnown(Known account, Asked asked, View view) {
        return begin(account, asked, view)
                .chain(begin ->
                        begin.map(place -> from(place, account, asked.page().rows()))
                                .orElseGet(() -> empty(asked, view)));
    }

    private static Uni<Statement> empty(Asked asked, View view) {
        return Uni.createFrom()
                .item(
                        new Statement(
                                new StatementCursor(
                                        asked.account(),
                                        asked.first(),
                                        view,
                                        asked.first(),
                                        0,
                                        0,
                                        asked.first(),
                                        0,
                                        0,
                                        0),
                                List.of()));
    }

    /// A cursor goes on in the books that it began with.
    private Uni<Optional<StatementCursor>> begin(Known account, Asked asked, View view) {
        Optional<StatementCursor> cursor = asked.page().after().map(StatementCursor::parse);
        if (cursor.isEmpty()) {
            return first(account, asked, view);
        }
        Long books = asked.asOf().knownAt().isPresent() ? view.position() : null;
        cursor.get().mustBeOf(asked.account(), asked.first(), asked.last(), books);
        return Uni.createFrom().item(cursor);
    }

    private Uni<Optional<StatementCursor>> first(Known account, Asked asked, View view) {
        return totals.ofOne(view.position(), account.id(), asked.before(), asked.last())
                .chain(sums ->
                        anyOf(account, view, sums)
                                .map(any ->
                                        any.map(sum ->
                                                first(
                                                        asked,
                                                        view,
                                                        sum.lastDay(),
                                                        balance(account, sums.first()),
                                                        balance(account, sums.last())))));
    }

    /// Empty where the account was not known yet: what something was posted to by the last day is
    /// known, of anything else it is asked.
    private Uni<Optional<Sum>> anyOf(Known account, View view, Sums sums) {
        return sums.last().isPresent()
                ? Uni.createFrom().item(sums.last())
                : totals.ofOne(view.position(), new Wanted(account.id(), View.ALWAYS));
    }

    private static StatementCursor first(
            Asked asked, View view, LocalDate lastDay, long openingPence, long closingPence) {
        return new StatementCursor(
                asked.account(),
                asked.first(),
                view,
                lastDay.isBefore(asked.last()) ? lastDay : asked.last(),
                openingPence,
                closingPence,
                asked.first(),
                0,
                0,
                openingPence);
    }

    private static long balance(Known account, Optional<Sum> sum) {
        return sum.map(s -> account.kind().balancePence(s.debitPence(), s.creditPence()))
                .orElse(0L);
    }

    private Uni<Statement> from(StatementCursor begin, Known account, int rows) {
        Tuple values =
                Tuple.tuple(
                        List.of(
                                account.id(),
                                account.kind().balancePence(1, 0),
                                begin.effective(),
                                begin.position(),
                                begin.line(),
                                begin.until(),
                                begin.view().position(),
                                rows));
        return database.preparedQuery(MOVEMENTS)
                .execute(values)
                .map(found -> {
                    List<Movement> movements = new ArrayList<>(found.size());
                    long balancePence = begin.balancePence();
                    for (Row row : found) {
                        balancePence += row.getLong("pence");
                        movements.add(movement(row, balancePence));
                    }
                    return new Statement(begin, movements);
                });
    }

    private static Movement movement(Row row, long balancePence) {
        return new Movement(
                row.getLong("position"),
                row.getInteger("line"),
                row.getString("stream"),
                row.getLocalDate("occurred"),
                row.getLocalDate("effective"),
                row.getOffsetDateTime("recorded").toInstant(),
                row.getString("other"),
                Account.Kind.of(row.getString("other_kind")),
                row.getLong("pence"),
                balancePence);
    }
}
