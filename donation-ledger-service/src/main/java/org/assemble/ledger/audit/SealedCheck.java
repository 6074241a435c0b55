package org.assemble.ledger.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The sealed balances (decision 0010) are sums of postings, each level of the one below it, so the
/// database computes them again from what the other checks compare with the events.
final class SealedCheck implements Check {

    private static final String DAYS = "sealed_day";

    /// Level 0 from the postings.
    private static final String FROM_POSTINGS =
            """
            select 0 as level, (position - 1) / sealed_size(0) as block, side.account, side.day, side.debit, side.credit
            from posting, lateral (
                values (posting.debit, effective, pence, 0), (posting.credit, effective, 0, pence)) as side(account, day, debit, credit)
            where position <= sealed_blocks(0) * sealed_size(0)\
            """;

    /// Level above level: what each day added.
    private static final String FROM_BELOW =
            """
            select level + 1, block / 8, account, day,
                debit_pence - lag(debit_pence, 1, 0::bigint) over below,
                credit_pence - lag(credit_pence, 1, 0::bigint) over below
            from sealed_day where block / 8 < sealed_blocks(level + 1)
            window below as (partition by level, block, account order by day)\
            """;

    /// Rows of what, expected and found.
    private static final String DIFFERENT =
            """
            select %s, %s, %s from (%s) as expected full join (%s) as found using (%s)
            where (%s) is distinct from (%s)\
            """;

    /// Empty blocks say that nothing was posted in them: beyond the journal's end there are none.
    private static final String BEYOND =
            """
            union all
            select 'sealed_block ' || concat_ws('/', level, block), 'at most position ' || head.position,
                'position ' || (block + 1) * sealed_size(level)
            from sealed_block, (select coalesce(max(position), 0) as position from event) as head
            where (block + 1) * sealed_size(level) > head.position\
            """;

    private final Connection connection;
    private final Findings findings;
    private final Map<String, String> comparisons = new LinkedHashMap<>();

    SealedCheck(Connection connection, Findings findings) {
        this.connection = connection;
        this.findings = findings;
        comparisons.put(
                DAYS,
                pence(
                        DAYS,
                        "level, block, account, day",
                        """
                        select level, block, account, day, sum(sum(debit)) over days as debit, sum(sum(credit)) over days as credit
                        from (%s union all %s) as added(level, block, account, day, debit, credit)
                        group by level, block, account, day
                        window days as (partition by level, block, account order by day)\
                        """
                                .formatted(FROM_POSTINGS, FROM_BELOW)));
        comparisons.put(
                "sealed_total",
                pence(
                        "sealed_total",
                        "level, block, account",
                        """
                        select level, block, account, max(debit_pence) as debit, max(credit_pence) as credit
                        from sealed_day group by level, block, account\
                        """));
        comparisons.put(
                "sealed_prefix",
                pence(
                        "sealed_prefix",
                        "block, account",
                        """
                        select block, account, sum(debit_pence) as debit, sum(credit_pence) as credit from (
                            select block + 1 as block, account, debit_pence, credit_pence from sealed_prefix
                            union all
                            select block, account, debit_pence, credit_pence from sealed_total where level = 1
                        ) as added where block < sealed_blocks(1) group by block, account\
                        """));
        comparisons.put("sealed_block", blocks() + "\n" + BEYOND);
    }

    private static String pence(String table, String key, String expected) {
        return DIFFERENT.formatted(
                what(table, key),
                "expected.debit || ' / ' || expected.credit",
                "found.debit_pence || ' / ' || found.credit_pence",
                expected,
                "select * from " + table,
                key,
                "expected.debit, expected.credit",
                "found.debit_pence, found.credit_pence");
    }

    private static String blocks() {
        return DIFFERENT.formatted(
                what("sealed_block", "level, block"),
                "concat_ws(' ', expected.first_day, expected.last_day, expected.day_reached)",
                "concat_ws(' ', found.first_day, found.last_day, found.day_reached)",
                """
                select level, block, first_day, last_day, max(last_day) over (partition by level order by block) as day_reached
                from generate_series(0, 6) as level, generate_series(0, sealed_blocks(level) - 1) as block,
                    lateral (
                        select min(day) as first_day, max(day) as last_day from sealed_day
                        where sealed_day.level = level.level and sealed_day.block = block.block) as days\
                """,
                "select * from sealed_block",
                "level, block",
                "expected.first_day, expected.last_day, expected.day_reached",
                "found.first_day, found.last_day, found.day_reached");
    }

    /// `sealed_day 0/3/7/2026-11-01`
    private static String what(String table, String key) {
        return "'" + table + " ' || concat_ws('/', " + key + ")";
    }

    @Override
    public String name() {
        return DAYS;
    }

    @Override
    public void see(Audited event) {
        // What a block comes to is known at its end.
    }

    @Override
    public void end() throws SQLException {
        for (Map.Entry<String, String> comparison : comparisons.entrySet()) {
            findings.begin(comparison.getKey());
            try (PreparedStatement query = connection.prepareStatement(comparison.getValue());
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    findings.differs(
                            comparison.getKey(),
                            null,
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3));
                }
            }
        }
    }
}
