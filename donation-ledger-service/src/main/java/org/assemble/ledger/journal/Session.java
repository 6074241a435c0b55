package org.assemble.ledger.journal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assemble.ledger.books.model.Account;
import org.assemble.ledger.journal.Memory.Head;
import org.assemble.ledger.journal.Rows.AccountRow;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.ledger.policy.model.Policies;
import org.assemble.ledger.policy.model.Policy;

/// The appender's connection: plain JDBC, a transaction per append, in three round trips: what it
/// begins with, what it writes, the commit. A large append is written in parts, each while the next
/// is decided.
///
/// What is read in between ends with the journal's head at the beginning, whatever of the append
/// itself is written by then.
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

    /// The event of an answer that is made from it comes along.
    private static final String KNOWN =
            """
            select k.key, k.request, k.answer, e.position, e.type, e.data::text
            from command_key as k left join event as e on e.position = k.position
            where k.key = any (?)\
            """;

    private static final String HISTORIES =
            "select stream, type, data::text from event where stream = any (?) order by stream, version";

    /// From what is sealed and the few postings behind it (decision 0010): nobody waits for a sum
    /// over all that there ever was.
    private static final String FREE_IN_BANK_PENCE =
            """
            with counted as (
                select id from account where kind in (?, ?)
            ), part as materialized (
                select * from sealed_reads(?, 'infinity')
            ), tail as materialized (
                select debit, credit, pence from posting
                where position > (select part.after from part where part.part = 'tail') and position <= ?
            ), movement as (
                select debit_pence - credit_pence as pence
                from part join sealed_prefix using (block) join counted on id = account where part = 'prefix'
                union all
                select debit_pence - credit_pence
                from part join sealed_total using (level, block) join counted on id = account where part = 'total'
                union all
                select pence from tail join counted on id = debit
                union all
                select -pence from tail join counted on id = credit
            )
            select coalesce(sum(pence), 0)::bigint from movement\
            """;

    private static final String LAST_EFFECTIVE =
            "select max(effective) from event where stream = ? and position <= ?";

    /// Rare, and short as a rule: a payment that fails does so within days.
    private static final String PAYMENTS_AFTER =
            """
            select stream from event
            where campaign_id = ? and position > (select position from event where stream = ? and version = 1)
                and position <= ? and type = 'GivenToCampaign'
                and data #>> '{gift,donorId}' = ? and data #>> '{gift,assemblyId}' is not null
            order by position\
            """;

    private final Connection connection;
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("ledger-writer").daemon().factory());
    private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
    private long head;

    Session(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    /// What an append begins with.
    ///
    /// @param now the database's clock, one for all replicas
    /// @param known of the keys that were asked for
    /// @param histories of the streams that were asked for
    record Turn(
            Instant now,
            int policies,
            Head head,
            Map<String, Known> known,
            Map<StreamId, List<LedgerEvent>> histories) {}

    Turn takeTurn(Collection<String> keys, Set<StreamId> streams) throws SQLException {
        List<Turn> turn = new ArrayList<>(1);
        Map<String, Known> known = new HashMap<>();
        Map<StreamId, List<LedgerEvent>> histories = new HashMap<>();
        streams.forEach(stream -> histories.put(stream, new ArrayList<>()));
        Script script =
                new Script(connection)
                        .then(TAKE_TURN)
                        .then(
                                HEAD,
                                row ->
                                        turn.add(
                                                new Turn(
                                                        instant(row, 1),
                                                        row.getInt(2),
                                                        head(row),
                                                        known,
                                                        histories)))
                        .then(KNOWN, row -> known.put(row.getString(1), known(row)), texts(keys));
        if (!streams.isEmpty()) {
            script.then(
                    HISTORIES,
                    row ->
                            histories
                                    .get(StreamId.parse(row.getString(1)))
                                    .add(EventJson.read(row.getString(2), row.getString(3))),
                    texts(streams));
        }
        script.run();
        head = turn.getFirst().head().position();
        return turn.getFirst();
    }

    private static Known known(ResultSet row) throws SQLException {
        String answer = row.getString(3);
        return new Known(
                row.getBytes(2),
                answer == null
                        ? new Known.First.Happened(
                                row.getLong(4), EventJson.read(row.getString(5), row.getString(6)))
                        : new Known.First.Answered(answer));
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

    /// The whole history of a thing; a fund's is all that concerns its campaign.
    List<LedgerEvent> history(StreamId stream) throws SQLException {
        return switch (stream.kind()) {
            case FUND ->
                    events(
                            "campaign_id = ? and position <= ? order by position",
                            stream.id(),
                            head);
            case ELECTION,
                    MANDATE,
                    DONATION,
                    INVOICE,
                    BANK_DETAILS,
                    PAYOUT_RUN,
                    POLICIES,
                    PERIODS ->
                    events(
                            "stream = ? and position <= ? order by version",
                            stream.toString(),
                            head);
        };
    }

    private List<LedgerEvent> events(String which, Object... values) throws SQLException {
        return list(
                "select type, data::text from event where " + which,
                row -> EventJson.read(row.getString(1), row.getString(2)),
                values);
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

    /// What the bank account holds less what released payout runs are about to take.
    long freeInBankPence() throws SQLException {
        return one(
                FREE_IN_BANK_PENCE,
                row -> row.getLong(1),
                Account.Kind.BANK.text(),
                Account.Kind.PAYOUT_IN_TRANSIT.text(),
                head,
                head);
    }

    /// The last day on which something of a thing counts.
    Optional<LocalDate> lastEffective(StreamId stream) throws SQLException {
        return one(
                LAST_EFFECTIVE,
                row -> Optional.ofNullable(row.getObject(1, LocalDate.class)),
                stream.toString(),
                head);
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
                head,
                donorId.toString());
    }

    String document(UUID id) throws SQLException {
        return one("select body::text from document where id = ?", row -> row.getString(1), id);
    }

    /// Begins to write, and returns when what was begun before is written. Only then can a failure
    /// of it be told.
    void begin(Rows rows, Instant recorded) throws SQLException {
        Script script = Insertion.of(rows, recorded, connection);
        finish();
        writing = CompletableFuture.runAsync(() -> run(script), writer);
    }

    void write(Rows rows, Instant recorded) throws SQLException {
        Script script = Insertion.of(rows, recorded, connection);
        finish();
        script.run();
    }

    private static void run(Script script) {
        try {
            script.run();
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    /// One connection does one thing at a time.
    private void finish() throws SQLException {
        try {
            writing.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SQLException failed) {
                throw failed;
            }
            throw e;
        }
    }

    void commit() throws SQLException {
        finish();
        connection.commit();
    }

    @Override
    public void close() {
        try (writer) {
            finish();
        } catch (SQLException | CompletionException told) {
            // Whoever wrote was told, or has failed already.
        }
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            // Then it is closed.
        }
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private Array texts(Collection<?> values) throws SQLException {
        return connection.createArrayOf(
                "text", values.stream().map(Object::toString).toArray(String[]::new));
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
        finish();
        new Script(connection).then(sql, row -> rows.add(reading.of(row)), values).run();
        return rows;
    }
}
