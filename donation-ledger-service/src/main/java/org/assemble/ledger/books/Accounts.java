package org.assemble.ledger.books;

import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_ACCOUNT;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assemble.ledger.books.Totals.Sum;
import org.assemble.ledger.books.Totals.Wanted;
import org.assemble.ledger.books.model.Account;
import org.assemble.ledger.books.model.View;
import org.assemble.ledger.fund.Reach;
import org.assemble.ledger.journal.LedgerRefusal;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.problem.CommonRefusal;
import org.assemble.platform.problem.RefusalException;

/// The accounts that were posted to. They are numbered in the order of their first posting, so
/// those that were known at a position are the first of all.
@ApplicationScoped
class Accounts {

    private static final String NAMED =
            "select id, name, kind, campaign_id from account where name = $1";

    private static final String LISTED =
            """
            select id, name, kind, campaign_id from account
            where id > $1 and ($2::text is null or kind = $2) and ($3::uuid[] is null or campaign_id = any ($3))
            order by id limit $4\
            """;

    @Inject Pool database;

    @Inject Totals totals;

    record Known(int id, String name, Account.Kind kind, UUID campaignId) {}

    /// @param sum empty where nothing had been posted by the day
    record Balance(Known account, Optional<Sum> sum) {}

    Uni<Known> named(String name) {
        return find(name).map(found -> found.orElseThrow(() -> unknown(name)));
    }

    Uni<Optional<Known>> find(String name) {
        return database.preparedQuery(NAMED)
                .execute(Tuple.of(name))
                .map(rows -> rows.stream().map(Accounts::known).findFirst());
    }

    /// Refused where the account did not exist yet; that nothing counts by the day is an answer.
    Uni<Balance> balance(Known account, View view) {
        return totals.ofOne(view.position(), new Wanted(account.id(), view.lastDay()))
                .chain(sum -> mustBeKnown(account, view, sum))
                .map(sum -> new Balance(account, sum));
    }

    /// What something was posted to by the day is known; of anything else it is asked.
    private Uni<Optional<Sum>> mustBeKnown(Known account, View view, Optional<Sum> byTheDay) {
        if (byTheDay.isPresent()) {
            return Uni.createFrom().item(byTheDay);
        }
        return totals.ofOne(view.position(), new Wanted(account.id(), View.ALWAYS))
                .map(ever -> {
                    if (ever.isEmpty()) {
                        throw unknown(account.name());
                    }
                    return byTheDay;
                });
    }

    Uni<List<Balance>> page(Optional<Account.Kind> kind, Reach reach, View view, PageRequest page) {
        Tuple values =
                Tuple.of(after(page), kind.map(Account.Kind::text).orElse(null), reach.ids())
                        .addInteger(page.rows());
        return database.preparedQuery(LISTED)
                .execute(values)
                .map(rows -> rows.stream().map(Accounts::known).toList())
                .chain(known ->
                        totals.of(view.position(), wanted(known, view))
                                .map(sums -> known(known, view, sums)));
    }

    /// Two questions for each: is it known, and what by the day; where no day is asked for they are
    /// one.
    private static List<Wanted> wanted(List<Known> known, View view) {
        return Stream.of(View.ALWAYS, view.lastDay())
                .distinct()
                .flatMap(day -> known.stream().map(one -> new Wanted(one.id(), day)))
                .toList();
    }

    /// Leaves out what was not known yet.
    private static List<Balance> known(List<Known> known, View view, List<Optional<Sum>> sums) {
        int byTheDay = view.lastDay().equals(View.ALWAYS) ? 0 : known.size();
        return IntStream.range(0, known.size())
                .filter(i -> sums.get(i).isPresent())
                .mapToObj(i -> new Balance(known.get(i), sums.get(byTheDay + i)))
                .toList();
    }

    private static int after(PageRequest page) {
        try {
            return page.after().map(Integer::parseInt).orElse(0);
        } catch (NumberFormatException notANumber) {
            throw CommonRefusal.MALFORMED_REQUEST.at("/cursor", "This cursor is of another list.");
        }
    }

    static RefusalException unknown(String name) {
        return new LedgerRefusal(UNKNOWN_ACCOUNT)
                .because("Nothing was posted to an account named " + name + ".");
    }

    private static Known known(Row row) {
        return new Known(
                row.getInteger("id"),
                row.getString("name"),
                Account.Kind.of(row.getString("kind")),
                row.getUUID("campaign_id"));
    }
}
