package org.assemble.ledger.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assemble.ledger.books.model.Account;
import org.assemble.ledger.journal.Memory.Head;
import org.assemble.ledger.journal.Rows.AccountRow;
import org.assemble.ledger.journal.Rows.EventRow;
import org.assemble.ledger.journal.Rows.KeyRow;
import org.assemble.ledger.journal.Rows.PostingRow;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.ledger.policy.model.Policies;
import org.assemble.ledger.policy.model.Policy;
import org.assemble.platform.eventlog.OutgoingEvent;
import org.assemble.platform.id.Ids;

/// The appender's connection: plain JDBC, a transaction per append, one statement per table
/// whatever the number of rows.
final class Session implements AutoCloseable {

    /// All appenders of all replicas take turns by it. Taken in a statement of its own, first:
    /// under READ COMMITTED the next statement then sees what the previous holder committed.
    private static final String TAKE_TURN = "select pg_advisory_xact_lock(4155, 10)";

    private static final String HEAD =
            """
            select clock_timestamp(), (select count(*) from policy), last.position, last.hash, last.recorded
            from (select 1) as one
            left join (select position, hash, recorded from event order by position desc limit 1) as last on true\
            """;

    private static final String INSERT_EVENTS =
            """
            insert into event (position, stream, version, campaign_id, type, data, occurred, effective, recorded, salt, hash)
            select p, s, v, c, t, d::json, o, f, ?, a, h
            from unnest(?::bigint[], ?::text[], ?::int[], ?::uuid[], ?::text[], ?::text[], ?::date[], ?::date[],
                ?::bytea[], ?::bytea[]) as e(p, s, v, c, t, d, o, f, a, h)\
            """;

    private static final String INSERT_POSTINGS =
            """
            insert into posting (position, line, debit, credit, pence, effective)
            select * from unnest(?::bigint[], ?::int[], ?::int[], ?::int[], ?::bigint[], ?::date[])\
            """;

    private static final String INSERT_ACCOUNTS =
            """
            insert into account (id, name, kind, campaign_id)
            select * from unnest(?::int[], ?::text[], ?::text[], ?::uuid[])\
            """;

    private static final String INSERT_KEYS =
            """
            insert into command_key (key, request, answer)
            select * from unnest(?::text[], ?::bytea[], ?::text[])\
            """;

    private static final String INSERT_DOCUMENTS =
            """
            insert into document (id, kind, body)
            select i, k, b::json from unnest(?::uuid[], ?::text[], ?::text[]) as d(i, k, b)\
            """;

    private static final String ANNOUNCE =
            "select event_log_append(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[])";

    private static final String BANK_PENCE =
            """
            select coalesce(sum(case when debit = account.id then pence else -pence end), 0)
            from posting join account on account.id in (debit, credit) where account.name = ?\
            """;

    /// Rare, and short as a rule: a payment that fails does so within days.
    private static final String PAYMENTS_AFTER =
            """
            select stream from event
            where campaign_id = ? and position > (select position from event where stream = ? and version = 1)
                and type = 'GivenToCampaign'
                and data #>> '{gift,donorId}' = ? and data #>> '{gift,assemblyId}' is not null
            order by position\
            """;

    private final Connection connection;

    Session(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    /// What an append begins with.
    ///
    /// @param now the database's clock, one for all replicas
    record Turn(Instant now, int policies, Head head) {}

    /// What a key stands for.
    record Known(byte[] request, String answer) {}

    Turn takeTurn() throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(TAKE_TURN)) {
            lock.execute();
        }
        return one(HEAD, row -> new Turn(instant(row, 1), row.getInt(2), head(row)));
    }

    private static Head head(ResultSet row) throws SQLException {
        long position = row.getLong(3);
        return row.wasNull()
                ? new Head(0, Chain.genesis(), Instant.EPOCH)
                : new Head(position, row.getBytes(4), instant(row, 5));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    Map<String, Known> known(Collection<String> keys) throws SQLException {
        Map<String, Known> known = new HashMap<>();
        each(
                "select key, request, answer from command_key where key = any (?)",
                row -> known.put(row.getString(1), new Known(row.getBytes(2), row.getString(3))),
                array("text", keys.stream()));
        return known;
    }

    /// The whole history of a thing; a fund's is all that concerns its campaign.
    List<LedgerEvent> history(StreamId stream) throws SQLException {
        return switch (stream.kind()) {
            case FUND -> events("campaign_id = ? order by position", stream.id());
            case ELECTION,
                    MANDATE,
                    DONATION,
                    INVOICE,
                    BANK_DETAILS,
                    PAYOUT_RUN,
                    POLICIES,
                    PERIODS ->
                    events("stream = ? order by version", stream.toString());
        };
    }

    private List<LedgerEvent> events(String which, Object value) throws SQLException {
        return list(
                "select type, data::text from event where " + which,
                row -> EventJson.read(row.getString(1), row.getString(2)),
                value);
    }

    /// What others appended.
    List<LedgerEvent> after(long position) throws SQLException {
        return events("position > ? order by position", position);
    }

    List<AccountRow> accountsAfter(int id) throws SQLException {
        return list(
                "select id, name, kind, campaign_id from account where id > ? order by id",
                row ->
                        new AccountRow(
                                row.getInt(1),
                                row.getString(2),
                                row.getString(3),
                                row.getObject(4, UUID.class)),
                id);
    }

    Policies policies() throws SQLException {
        return Policies.of(
                list(
                        "select name, valid_from, value from policy",
                        row ->
                                Policy.seeded(
                                        Policy.Name.of(row.getString(1)),
                                        row.getObject(2, LocalDate.class),
                                        row.getLong(3))));
    }

    long bankPence() throws SQLException {
        return one(BANK_PENCE, row -> row.getLong(1), new Account.Bank().text());
    }

    /// The payments of a donor's monthly donations to a campaign after a first one, which is
    /// stored.
    List<StreamId> paymentsAfter(UUID campaignId, UUID donorId, StreamId first)
            throws SQLException {
        return list(
                PAYMENTS_AFTER,
                row -> StreamId.parse(row.getString(1)),
                campaignId,
                first.toString(),
                donorId.toString());
    }

    String document(UUID id) throws SQLException {
        return one("select body::text from document where id = ?", row -> row.getString(1), id);
    }

    /// Announcements come last: their positions are taken under a short lock of their own.
    void write(Rows rows, Instant recorded) throws SQLException {
        if (!rows.events().isEmpty()) {
            insertEvents(rows.events(), recorded);
        }
        if (!rows.accounts().isEmpty()) {
            insertAccounts(rows.accounts());
        }
        if (!rows.postings().isEmpty()) {
            insertPostings(rows.postings());
        }
        if (!rows.documents().isEmpty()) {
            insertDocuments(rows.documents());
        }
        if (!rows.keys().isEmpty()) {
            insertKeys(rows.keys());
        }
        if (!rows.announcements().isEmpty()) {
            announce(rows.announcements(), recorded);
        }
    }

    private void insertEvents(List<EventRow> rows, Instant recorded) throws SQLException {
        execute(
                INSERT_EVENTS,
                recorded.atOffset(ZoneOffset.UTC),
                column("int8", rows, row -> row.entry().position()),
                column("text", rows, row -> row.entry().stream()),
                column("int4", rows, row -> row.entry().version()),
                column("uuid", rows, row -> row.entry().campaignId()),
                column("text", rows, row -> row.entry().type()),
                column("text", rows, row -> row.entry().data()),
                column("text", rows, row -> row.entry().occurred().toString()),
                column("text", rows, row -> row.entry().effective().toString()),
                connection.createArrayOf(
                        "bytea", rows.stream().map(EventRow::salt).toArray(byte[][]::new)),
                connection.createArrayOf(
                        "bytea", rows.stream().map(EventRow::hash).toArray(byte[][]::new)));
    }

    private void insertPostings(List<PostingRow> rows) throws SQLException {
        execute(
                INSERT_POSTINGS,
                column("int8", rows, PostingRow::position),
                column("int4", rows, PostingRow::line),
                column("int4", rows, PostingRow::debit),
                column("int4", rows, PostingRow::credit),
                column("int8", rows, PostingRow::pence),
                column("text", rows, PostingRow::effective));
    }

    private void insertAccounts(List<AccountRow> rows) throws SQLException {
        execute(
                INSERT_ACCOUNTS,
                column("int4", rows, AccountRow::id),
                column("text", rows, AccountRow::name),
                column("text", rows, AccountRow::kind),
                column("uuid", rows, AccountRow::campaignId));
    }

    private void insertKeys(List<KeyRow> rows) throws SQLException {
        execute(
                INSERT_KEYS,
                column("text", rows, KeyRow::name),
                connection.createArrayOf(
                        "bytea", rows.stream().map(KeyRow::request).toArray(byte[][]::new)),
                column("text", rows, KeyRow::answer));
    }

    private void insertDocuments(List<Document> rows) throws SQLException {
        execute(
                INSERT_DOCUMENTS,
                column("uuid", rows, Document::id),
                column("text", rows, Document::kind),
                column("text", rows, row -> EventJson.writeAny(row.body())));
    }

    private void announce(List<OutgoingEvent> rows, Instant recorded) throws SQLException {
        String time = recorded.toString();
        execute(
                ANNOUNCE,
                column("uuid", rows, _ -> Ids.next()),
                column("text", rows, OutgoingEvent::type),
                column("text", rows, OutgoingEvent::subject),
                column("text", rows, OutgoingEvent::key),
                column("text", rows, _ -> time),
                column("text", rows, AnnouncementJson::write));
    }

    void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            // Then it is closed.
        }
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> java.sql.Array column(String type, List<T> rows, Function<T, Object> value)
            throws SQLException {
        return array(type, rows.stream().map(value));
    }

    private java.sql.Array array(String type, Stream<?> values) throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }

    private <T> T one(String sql, Reading<T> reading, Object... values) throws SQLException {
        List<T> rows = list(sql, reading, values);
        if (rows.size() != 1) {
            throw new IllegalStateException(rows.size() + " rows for: " + sql);
        }
        return rows.getFirst();
    }

    private <T> List<T> list(String sql, Reading<T> reading, Object... values) throws SQLException {
        List<T> rows = new ArrayList<>();
        each(sql, row -> rows.add(reading.of(row)), values);
        return rows;
    }

    private void each(String sql, Reading<?> reading, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reading.of(rows);
                }
            }
        }
    }

    private void execute(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.execute();
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof java.sql.Array array) {
                statement.setArray(i + 1, array);
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }
}
