package org.assemble.bench;

import java.sql.SQLException;
import java.util.List;

/// Years of donations, made inside the database: shared gifts to 650 campaigns over the last 400
/// days, with the rows that the service would have written, in the order in which it writes, except
/// that their chain is no chain.
final class Filling {
    private static final int CAMPAIGNS = 650;

    /// Days over which the gifts are spread, up to today.
    static final int DAY_COUNT = 400;

    private static final List<String> BEGIN =
            List.of(
                    """
                    create temp table campaign as
                    select n, md5('campaign ' || n)::uuid as id from generate_series(1, %d) as n\
                    """
                            .formatted(CAMPAIGNS),
                    """
                    insert into account (id, name, kind, campaign_id)
                    select 1, 'bank', 'bank', null::uuid
                    union all select 2, 'national-income', 'national-income', null
                    union all select 2 + n, 'campaign-payable:' || id, 'campaign-payable', id from campaign\
                    """);

    /// The day on which a donation is told, in the order of the journal, and the day on which it
    /// counts: one in ten is dated back up to five days, one in a hundred up to sixty.
    private static final String DAYS =
            """
            (select p, told, told - case when p %% 100 = 7 then (p / 100 %% 61)::int
                when p %% 10 = 3 then (p / 10 %% 6)::int else 0 end as counts
            from (select p, current_date - %4$d + 1 + ((p - 1) * %4$d / %5$d)::int as told
                from generate_series(%1$d, %2$d) as p) as g) as g\
            """;

    private static final String EVENTS =
            """
            insert into event (position, stream, version, campaign_id, type, data, occurred, effective, recorded, salt, hash)
            select p, 'donation:' || d, 1, c.id, 'GivenToCampaign',
                   format('{"gift":{"donationId":"%%s","source":"bank","reference":"%%s","pence":1000,"receivedOn":"%%s",'
                          '"donorId":"%%s"},"campaignId":"%%s","shareBasisPoints":8000,"campaignPence":800,"first":false,'
                          '"matchedPence":0,"capPence":200000}', d, p, counts, d, c.id)::json,
                   counts, counts, told + p * interval '1 microsecond',
                   sha256(int8send(p)), sha256(int8send(-p))
            from (select *, uuidv7() as d from @days) as g
            join campaign as c on c.n = 1 + g.p %% %3$d
            order by p\
            """
                    .replace("@days", DAYS.strip());

    private static final String POSTINGS =
            """
            insert into posting (position, line, debit, credit, pence, effective)
            select p, l, 1, case l when 1 then 3 + p %% %3$d else 2 end, case l when 1 then 800 else 200 end, counts
            from @days, generate_series(1, 2) as l
            order by p, l\
            """
                    .replace("@days", DAYS.strip());

    private static final int AT_ONCE = 250_000;

    private Filling() {}

    /// On an empty database, with two postings an event.
    static void fill(Stage stage, int postings) throws SQLException {
        try (var connection = stage.connect();
                var statement = connection.createStatement()) {
            for (var sql : BEGIN) {
                statement.execute(sql);
            }
            // As the service does it, an event is never seen without its postings.
            connection.setAutoCommit(false);
            for (var from = 1; from <= postings / 2; from += AT_ONCE) {
                var to = Math.min(postings / 2, from + AT_ONCE - 1);
                statement.execute(EVENTS.formatted(from, to, CAMPAIGNS, DAY_COUNT, postings / 2));
                statement.execute(POSTINGS.formatted(from, to, CAMPAIGNS, DAY_COUNT, postings / 2));
                connection.commit();
            }
            connection.setAutoCommit(true);
            statement.execute("vacuum analyze");
        }
    }
}
