package org.assemble.ledger.books;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.assemble.ledger.books.model.Account;
import org.assemble.ledger.books.model.View;

/// What accounts come to: the sealed blocks that fill the view's positions, and the few postings
/// behind the last of them (decision 0010). It costs the same at ten thousand postings and at ten
/// million.
@ApplicationScoped
public class Totals {

    /// What counts as a whole, what of the other blocks counts by the day, and the postings behind
    /// the last block: those by position alone, since with the day among the conditions PostgreSQL
    /// takes the index of an account's days and tries it for every account.
    static final String OF_ALL =
            """
            with part as materialized (
                select * from sealed_reads_of_all($1, $2)
            ), tail as materialized (
                select debit, credit, pence, effective from posting
                where position > (select after from part where part = 'tail') and position <= $1
            ), movement as (
                select total.account, total.debit_pence as debit, total.credit_pence as credit
                from part join sealed_prefix as total using (block) where part = 'prefix'
                union all
                select total.account, total.debit_pence, total.credit_pence
                from part join sealed_total as total using (level, block) where part = 'total'
                union all
                select last.account, last.debit, last.credit
                from part, lateral (
                    select account, max(debit_pence) as debit, max(credit_pence) as credit
                    from sealed_day as day
                    where day.level = part.level and day.block = part.block and day.day <= $2
                    group by account
                ) as last
                where part = 'days'
                union all
                select total.account, upto.debit_pence, upto.credit_pence
                from part join sealed_total as total using (level, block), lateral (
                    select debit_pence, credit_pence from sealed_day as day
                    where day.level = total.level and day.block = total.block
                        and day.account = total.account and day.day <= $2
                    order by day.day desc limit 1
                ) as upto
                where part = 'seek'
                union all
                select debit, pence, 0 from tail where effective <= $2
                union all
                select credit, 0, pence from tail where effective <= $2
            ), total as (
                select account, sum(debit)::bigint as debit, sum(credit)::bigint as credit
                from movement group by account
            )
            select account.name, account.kind, account.campaign_id, total.debit, total.credit
            from total join account on account.id = total.account order by account.name\
            """;

    /// One account: the postings behind the last block are passed over once, and kept nowhere.
    static final String OF_ONE =
            """
            with part as materialized (
                select * from sealed_reads($1, $3)
            ), tail as materialized (
                select sum(pence) filter (where debit = $2 and effective <= $3) as debit,
                    sum(pence) filter (where credit = $2 and effective <= $3) as credit,
                    max(effective) as last_day
                from posting where position > (select after from part where part = 'tail') and position <= $1
            ), movement as (
                select total.debit_pence as debit, total.credit_pence as credit
                from part join sealed_prefix as total using (block) where part = 'prefix' and total.account = $2
                union all
                select upto.debit_pence, upto.credit_pence
                from part, lateral (
                    select debit_pence, credit_pence from sealed_day as day
                    where day.level = part.level and day.block = part.block and day.account = $2 and day.day <= $3
                    order by day.day desc limit 1
                ) as upto
                where part.part in ('total', 'days')
                union all
                select debit, credit from tail
            )
            select sum(debit)::bigint as debit, sum(credit)::bigint as credit, greatest(
                    (select day_reached from sealed_block
                    where level = 0 and block = (select after from part where part = 'tail') / sealed_size(0) - 1),
                    (select last_day from tail)) as last_day
            from movement\
            """;

    /// One account on two days, as `OF_ONE`: twice as cheap as two questions.
    static final String OF_TWO_DAYS =
            """
            with part as materialized (
                select day.number, day.last, reads.*
                from (values (1, $3::date), (2, $4::date)) as day (number, last), sealed_reads($1, day.last) as reads
            ), tail as materialized (
                select sum(pence) filter (where debit = $2 and effective <= $3) as debit,
                    sum(pence) filter (where credit = $2 and effective <= $3) as credit,
                    sum(pence) filter (where debit = $2 and effective <= $4) as later_debit,
                    sum(pence) filter (where credit = $2 and effective <= $4) as later_credit,
                    max(effective) as last_day
                from posting where position > (select max(after) from part) and position <= $1
            ), movement as (
                select number, total.debit_pence as debit, total.credit_pence as credit
                from part join sealed_prefix as total using (block) where part = 'prefix' and total.account = $2
                union all
                select number, upto.debit_pence, upto.credit_pence
                from part, lateral (
                    select debit_pence, credit_pence from sealed_day as day
                    where day.level = part.level and day.block = part.block and day.account = $2
                        and day.day <= part.last
                    order by day.day desc limit 1
                ) as upto
                where part.part in ('total', 'days')
                union all
                select 1, debit, credit from tail
                union all
                select 2, later_debit, later_credit from tail
            )
            select number, sum(debit)::bigint as debit, sum(credit)::bigint as credit, greatest(
                    (select day_reached from sealed_block
                    where level = 0 and block = (select max(after) from part) / sealed_size(0) - 1),
                    (select last_day from tail)) as last_day
            from movement group by number order by number\
            """;

    /// Some accounts, each on a day of its own.
    static final String OF_SOME =
            """
            with wanted as materialized (
                select account, day, number
                from unnest($2::int[], $3::date[]) with ordinality as w(account, day, number)
            ), part as materialized (
                select asked.day, parts.*
                from (select distinct day from wanted) as asked, sealed_reads($1, asked.day) as parts
            ), tail as materialized (
                select debit, credit, pence, effective from posting
                where position > (select max(after) from part) and position <= $1
            ), movement as (
                select number, total.debit_pence as debit, total.credit_pence as credit
                from wanted join part using (day)
                join sealed_prefix as total on total.block = part.block and total.account = wanted.account
                where part.part = 'prefix'
                union all
                select number, upto.debit_pence, upto.credit_pence
                from wanted join part using (day), lateral (
                    select debit_pence, credit_pence from sealed_day as day
                    where day.level = part.level and day.block = part.block
                        and day.account = wanted.account and day.day <= wanted.day
                    order by day.day desc limit 1
                ) as upto
                where part.part in ('total', 'days')
                union all
                select number, pence, 0 from tail join wanted on account = debit and effective <= day
                union all
                select number, 0, pence from tail join wanted on account = credit and effective <= day
            )
            select number, sum(debit)::bigint as debit, sum(credit)::bigint as credit, greatest(
                    (select day_reached from sealed_block
                    where level = 0 and block = (select max(after) from part) / sealed_size(0) - 1),
                    (select max(effective) from tail)) as last_day
            from movement group by number\
            """;

    @Inject Pool database;

    /// What was posted to an account on either side.
    public record Total(
            String account, Account.Kind kind, UUID campaignId, long debitPence, long creditPence) {
        public long balancePence() {
            return kind.balancePence(debitPence, creditPence);
        }
    }

    /// What was posted by a day; where nothing was, there is none.
    ///
    /// @param lastDay the last day on which anything counts in these books, for any account
    record Sum(long debitPence, long creditPence, LocalDate lastDay) {}

    /// The same account on two days.
    record Sums(Optional<Sum> first, Optional<Sum> last) {}

    /// An account by its number in the tables, and a day.
    record Wanted(int account, LocalDate lastDay) {}

    /// Every account that was ever posted to in these books, in the order of their names; an
    /// account without postings is left out: it has no data, which is not the same as nought.
    public Uni<List<Total>> all(View view) {
        return database.preparedQuery(OF_ALL)
                .execute(Tuple.of(view.position(), view.lastDay()))
                .map(rows -> {
                    List<Total> totals = new ArrayList<>(rows.size());
                    rows.forEach(row -> totals.add(total(row)));
                    return totals;
                });
    }

    private static Total total(Row row) {
        return new Total(
                row.getString("name"),
                Account.Kind.of(row.getString("kind")),
                row.getUUID("campaign_id"),
                row.getLong("debit"),
                row.getLong("credit"));
    }

    /// One account; empty where nothing was posted to it by the day. Quicker than `of`.
    Uni<Optional<Sum>> ofOne(long position, Wanted wanted) {
        return database.preparedQuery(OF_ONE)
                .execute(Tuple.of(position, wanted.account(), wanted.lastDay()))
                .map(rows -> sumIfPosted(rows.iterator().next()));
    }

    /// One account on two days.
    Uni<Sums> ofOne(long position, int account, LocalDate first, LocalDate last) {
        return database.preparedQuery(OF_TWO_DAYS)
                .execute(Tuple.of(position, account, first, last))
                .map(rows -> {
                    Iterator<Row> both = rows.iterator();
                    return new Sums(sumIfPosted(both.next()), sumIfPosted(both.next()));
                });
    }

    private static Optional<Sum> sumIfPosted(Row row) {
        return Optional.of(row).filter(Totals::isPosted).map(Totals::sum);
    }

    private static boolean isPosted(Row row) {
        return row.getLong("debit") != null || row.getLong("credit") != null;
    }

    /// One answer for each that is wanted, in their order, by one statement.
    Uni<List<Optional<Sum>>> of(long position, List<Wanted> wanted) {
        Integer[] accounts = wanted.stream().map(Wanted::account).toArray(Integer[]::new);
        LocalDate[] days = wanted.stream().map(Wanted::lastDay).toArray(LocalDate[]::new);
        return database.preparedQuery(OF_SOME)
                .execute(Tuple.of(position, accounts, days))
                .map(rows -> {
                    List<Optional<Sum>> sums = new ArrayList<>();
                    wanted.forEach(_ -> sums.add(Optional.empty()));
                    rows.forEach(
                            row -> sums.set(row.getInteger("number") - 1, Optional.of(sum(row))));
                    return sums;
                });
    }

    private static Sum sum(Row row) {
        return new Sum(
                Objects.requireNonNullElse(row.getLong("debit"), 0L),
                Objects.requireNonNullElse(row.getLong("credit"), 0L),
                row.getLocalDate("last_day"));
    }
}
