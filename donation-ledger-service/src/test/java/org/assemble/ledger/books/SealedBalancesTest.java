package org.assemble.ledger.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assemble.ledger.OwnDatabase;
import org.assemble.ledger.books.Totals.Sum;
import org.assemble.ledger.books.Totals.Sums;
import org.assemble.ledger.books.Totals.Wanted;
import org.assemble.ledger.books.model.View;
import org.junit.jupiter.api.Test;

/// Whatever is sealed, a balance is the plain sum of the postings: for random books, positions and
/// days, in a database of their own.
class SealedBalancesTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final int DAYS = 400;
    private static final int ACCOUNTS = 40;

    /// What was posted to an account.
    private record Both(long debitPence, long creditPence) {}

    private final Random random = new Random(4096);
    private final Totals totals = new Totals();

    private OwnDatabase books(String name) throws SQLException {
        OwnDatabase database = OwnDatabase.named(name);
        totals.database = database.pool();
        return database;
    }

    @Test
    void M8_for_any_position_and_day_when_facts_count_about_when_they_are_told() throws Exception {
        try (OwnDatabase database = books("sealed_in_order")) {
            int head = 300_000;
            fill(
                    database,
                    head,
                    "position * %d / %d - case when random() < 0.05 then floor(random() * 90)::int else 0 end"
                            .formatted(DAYS, head));
            checkWhileSealing(database, head);
            assertThat(highest(database)).isEqualTo(2);
            assertThat(parts(database, head, FIRST.plusDays(DAYS / 4)))
                    .contains("prefix 1", "days 1", "days 2");
        }
    }

    @Test
    void M8_for_any_position_and_day_when_facts_count_on_days_in_no_order() throws Exception {
        try (OwnDatabase database = books("sealed_in_no_order")) {
            int head = 620_000;
            fill(database, head, "floor(random() * %d)::int".formatted(DAYS));
            checkWhileSealing(database, head);
            assertThat(parts(database, head, FIRST.plusDays(DAYS / 2))).contains("seek 2");
        }
    }

    @Test
    void a_block_that_is_taken_out_and_sealed_again_is_the_same() throws Exception {
        try (OwnDatabase database = books("sealed_again")) {
            fill(database, 70_000, "floor(random() * %d)::int".formatted(DAYS));
            while (sealNext(database)) {}
            String before = content(database);
            database.superuser().setAutoCommit(false);
            for (int level = 0; level <= 1; level++) {
                database.run("select unseal(%d, 1), seal(%d, 1, 1)".formatted(level, level));
                database.superuser().commit();
            }
            assertThat(content(database)).isEqualTo(before);
        }
    }

    @Test
    void two_replicas_that_seal_at_once_come_to_what_one_comes_to() throws Exception {
        try (OwnDatabase one = books("sealed_by_two");
                OwnDatabase other = OwnDatabase.named("sealed_by_two")) {
            fill(one, 300_000, "floor(random() * %d)::int".formatted(DAYS));
            List<Sealer> sealers = List.of(new Sealer(), new Sealer());
            sealers.get(0).database = one.pool();
            sealers.get(1).database = other.pool();
            try (ExecutorService replicas = Executors.newFixedThreadPool(sealers.size())) {
                List<Future<?>> all = new ArrayList<>();
                for (Sealer sealer : sealers) {
                    all.add(replicas.submit(() -> sealToTheEnd(sealer, one)));
                }
                for (Future<?> sealed : all) {
                    sealed.get();
                }
            }
            String byTwo = content(one);
            one.run("truncate sealed_block, sealed_total, sealed_prefix, sealed_day");
            while (sealNext(one)) {}
            assertThat(byTwo).isEqualTo(content(one));
        }
    }

    /// As the scheduler has it, again and again: it ends a run where another replica is at work.
    private static Void sealToTheEnd(Sealer sealer, OwnDatabase database) throws SQLException {
        boolean done = false;
        while (!done) {
            sealer.seal().await().indefinitely();
            done = toBeSealed(database) == 0;
        }
        return null;
    }

    private static synchronized long toBeSealed(OwnDatabase database) throws SQLException {
        return Long.parseLong(
                database.one(
                        """
                        select (select max(position) from event) / sealed_size(0) - sealed_blocks(0)
                            + sealed_blocks(0) / 8 - sealed_blocks(1) + sealed_blocks(1) / 8 - sealed_blocks(2)\
                        """));
    }

    private void checkWhileSealing(OwnDatabase database, int head) throws SQLException {
        check(database, head, 3);
        for (int sealed = 1; sealNext(database); sealed++) {
            if (sealed % 20 == 0) {
                check(database, head, 3);
            }
        }
        check(database, head, 30);
    }

    private void check(OwnDatabase database, int head, int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            long position = random.nextInt(10) == 0 ? head : random.nextInt(head + 1);
            LocalDate day =
                    random.nextInt(5) == 0
                            ? View.ALWAYS
                            : FIRST.plusDays(random.nextInt(DAYS + 2) - 1);
            Map<Integer, Both> expected = plain(database, position, day);
            Map<Integer, Both> all = new HashMap<>();
            totals.all(new View(position, day))
                    .await()
                    .indefinitely()
                    .forEach(total ->
                            all.put(
                                    Integer.parseInt(total.account()),
                                    new Both(total.debitPence(), total.creditPence())));
            assertThat(all).as("all at %d on %s", position, day).isEqualTo(expected);
            int account = 1 + random.nextInt(ACCOUNTS + 1);
            List<Optional<Sum>> one =
                    totals.of(
                                    position,
                                    List.of(
                                            new Wanted(account, FIRST.minusDays(1)),
                                            new Wanted(account, day)))
                            .await()
                            .indefinitely();
            assertThat(one.get(0)).isEmpty();
            Optional<Both> plain = Optional.ofNullable(expected.get(account));
            assertThat(one.get(1).map(SealedBalancesTest::both))
                    .as("account %d at %d on %s", account, position, day)
                    .isEqualTo(plain);
            assertThat(
                            totals.ofOne(position, new Wanted(account, day))
                                    .await()
                                    .indefinitely()
                                    .map(SealedBalancesTest::both))
                    .as("account %d alone at %d on %s", account, position, day)
                    .isEqualTo(plain);
            LocalDate before = FIRST.plusDays(random.nextInt(DAYS));
            Sums onTwoDays = totals.ofOne(position, account, before, day).await().indefinitely();
            assertThat(onTwoDays.first().map(SealedBalancesTest::both))
                    .as("account %d at %d on %s, the first of two days", account, position, before)
                    .isEqualTo(Optional.ofNullable(plain(database, position, before).get(account)));
            assertThat(onTwoDays.last().map(SealedBalancesTest::both))
                    .as("account %d at %d on %s, the last of two days", account, position, day)
                    .isEqualTo(plain);
        }
    }

    private static Both both(Sum sum) {
        return new Both(sum.debitPence(), sum.creditPence());
    }

    private static Map<Integer, Both> plain(OwnDatabase database, long position, LocalDate day)
            throws SQLException {
        try (PreparedStatement statement =
                database.superuser()
                        .prepareStatement(
                                """
                                select account, sum(debit), sum(credit) from (
                                    select debit as account, pence as debit, 0 as credit, position, effective from posting
                                    union all select credit, 0, pence, position, effective from posting
                                ) as side where position <= ? and effective <= ? group by account\
                                """)) {
            statement.setLong(1, position);
            statement.setObject(2, day);
            Map<Integer, Both> sums = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sums.put(rows.getInt(1), new Both(rows.getLong(2), rows.getLong(3)));
                }
            }
            return sums;
        }
    }

    /// A posting at every tenth position or so; account 1 is in each, as the bank is, and one
    /// account in none.
    private static void fill(OwnDatabase database, int head, String day) throws SQLException {
        database.run("select setseed(0.5)");
        database.run(
                "insert into account (id, name, kind) select n, n::text, 'bank' from generate_series(1, %d) as n"
                        .formatted(ACCOUNTS));
        database.run(
                """
                insert into event (position, stream, version, type, data, occurred, effective, recorded, salt, hash)
                values (%d, 'test:', 1, 'Test', '{}', now(), now(), now(), '', '')\
                """
                        .formatted(head));
        database.run(
                """
                insert into posting (position, line, debit, credit, pence, effective)
                select position, 1, case when side then 1 else other end, case when side then other else 1 end,
                    1 + floor(random() * 10000), date '%s' + greatest(0, day)
                from (
                    select position, random() < 0.5 as side, 2 + floor(random() * %d)::int as other, %s as day
                    from generate_series(1, %d) as position where random() < 0.1
                ) as fact\
                """
                        .formatted(FIRST, ACCOUNTS - 1, day, head));
        database.run("analyze");
    }

    private static boolean sealNext(OwnDatabase database) throws SQLException {
        return database.one("select seal_next()").equals("t");
    }

    private static int highest(OwnDatabase database) throws SQLException {
        return Integer.parseInt(database.one("select max(level) from sealed_block"));
    }

    private static String parts(OwnDatabase database, int head, LocalDate day) throws SQLException {
        return database.one(
                "select string_agg(distinct part || ' ' || level, ', ') from sealed_reads_of_all(%d, '%s')"
                        .formatted(head, day));
    }

    /// All that is sealed, in one text.
    private static String content(OwnDatabase database) throws SQLException {
        StringBuilder content = new StringBuilder();
        for (String table :
                List.of("sealed_block", "sealed_total", "sealed_prefix", "sealed_day")) {
            content.append(
                    database.one(
                            "select count(*) || ' ' || md5(string_agg(t::text, ' ' order by t::text)) from %s as t"
                                    .formatted(table)));
        }
        return content.toString();
    }
}
