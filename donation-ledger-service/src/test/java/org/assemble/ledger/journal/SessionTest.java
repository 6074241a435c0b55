package org.assemble.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.assemble.ledger.OwnDatabase;
import org.assemble.testkit.RealParts;
import org.junit.jupiter.api.Test;

/// What an append reads for itself, in a database of its own.
class SessionTest {

    private static final String BOOKS = "bank_at_release";
    private static final int HEAD = 40_000;

    /// A payout is released by it, whatever is sealed meanwhile. What goes from account 8 to the
    /// bank is not paid out after all, and changes nothing.
    @Test
    void M3_what_the_bank_holds_and_no_run_takes_is_the_plain_sum_of_postings()
            throws SQLException {
        try (OwnDatabase database = OwnDatabase.named(BOOKS)) {
            assertThat(freeInBankPence(database)).isZero();
            fill(database);
            long plain =
                    Long.parseLong(
                            database.one(
                                    """
                                    select sum(case when debit in (7, 8) then pence else 0 end)
                                        - sum(case when credit in (7, 8) then pence else 0 end) from posting\
                                    """));
            assertThat(plain).isNotZero();
            assertThat(freeInBankPence(database)).as("nothing is sealed").isEqualTo(plain);
            int sealed = 0;
            while (database.one("select seal_next()").equals("t")) {
                sealed++;
                assertThat(freeInBankPence(database))
                        .as("%d times sealed", sealed)
                        .isEqualTo(plain);
            }
            assertThat(database.one("select max(level) from sealed_block")).isEqualTo("1");
        }
    }

    private static long freeInBankPence(OwnDatabase database) throws SQLException {
        try (Session session = new Session(RealParts.connect(BOOKS))) {
            session.takeTurn(List.of(), Set.of());
            return session.freeInBankPence();
        }
    }

    /// Each tenth position has a posting, and the bank is on either side of a part of them.
    private static void fill(OwnDatabase database) throws SQLException {
        database.run(
                """
                insert into account (id, name, kind)
                select n, 'account ' || n, case n when 7 then 'bank' when 8 then 'payout-in-transit' else 'national-income' end
                from generate_series(1, 9) as n\
                """);
        database.run(
                """
                insert into event (position, stream, version, type, data, occurred, effective, recorded, salt, hash)
                values (%d, 'test:', 1, 'Test', '{}', now(), now(), now(), '', '')\
                """
                        .formatted(HEAD));
        database.run(
                """
                insert into posting (position, line, debit, credit, pence, effective)
                select n, 1, 1 + n / 10 %% 8, 1 + n / 10 %% 8 + 1, n, date '2026-01-01' + n %% 300
                from generate_series(10, %d, 10) as n\
                """
                        .formatted(HEAD));
    }
}
