package org.assemble.ledger.journal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.assemble.ledger.journal.Rows.AccountRow;
import org.assemble.ledger.journal.Rows.AnnouncementRow;
import org.assemble.ledger.journal.Rows.DocumentRow;
import org.assemble.ledger.journal.Rows.EventRow;
import org.assemble.ledger.journal.Rows.KeyRow;
import org.assemble.ledger.journal.Rows.PostingRow;
import org.postgresql.PGConnection;

/// Writes the rows of an append: one statement a table whatever their number, all of them in one
/// round trip. Arrays of texts, numbers and bytes are sent as they are; ids and days as text, which
/// the server reads.
final class Insertion {

    private static final String EVENTS =
            """
            insert into event (position, stream, version, campaign_id, type, data, occurred, effective, recorded, salt, hash)
            select p, s, v, c, t, d::json, o, f, ?, a, h
            from unnest(?::bigint[], ?::text[], ?::int[], ?::uuid[], ?::text[], ?::text[], ?::date[], ?::date[],
                ?::bytea[], ?::bytea[]) as e(p, s, v, c, t, d, o, f, a, h)\
            """;

    private static final String ACCOUNTS =
            """
            insert into account (id, name, kind, campaign_id)
            select * from unnest(?::int[], ?::text[], ?::text[], ?::uuid[])\
            """;

    private static final String POSTINGS =
            """
            insert into posting (position, line, debit, credit, pence, effective)
            select * from unnest(?::bigint[], ?::int[], ?::int[], ?::int[], ?::bigint[], ?::date[])\
            """;

    private static final String DOCUMENTS =
            """
            insert into document (id, kind, body, salt)
            select i, k, b::json, s from unnest(?::uuid[], ?::text[], ?::text[], ?::bytea[]) as d(i, k, b, s)\
            """;

    private static final String KEYS =
            """
            insert into command_key (key, request, answer, position)
            select k, r, a, nullif(p, 0) from unnest(?::text[], ?::bytea[], ?::text[], ?::bigint[]) as k(k, r, a, p)\
            """;

    private static final String ANNOUNCEMENTS =
            "select event_log_append(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[])";

    private final Connection connection;
    private final Script script;

    private Insertion(Connection connection) {
        this.connection = connection;
        this.script = new Script(connection);
    }

    /// Ready to run. Announcements come last: their positions are taken under a short lock of their
    /// own.
    static Script of(Rows rows, Instant recorded, Connection connection) throws SQLException {
        Insertion insertion = new Insertion(connection);
        insertion.events(rows.events(), recorded);
        insertion.accounts(rows.accounts());
        insertion.postings(rows.postings());
        insertion.documents(rows.documents());
        insertion.keys(rows.keys());
        insertion.announcements(rows.announcements(), recorded);
        return insertion.script;
    }

    private void events(List<EventRow> rows, Instant recorded) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        script.then(
                EVENTS,
                recorded.atOffset(ZoneOffset.UTC),
                longs(rows, row -> row.entry().position()),
                texts(rows, row -> row.entry().stream()),
                ints(rows, row -> row.entry().version()),
                texts(rows, row -> row.entry().campaignId()),
                texts(rows, row -> row.entry().type()),
                texts(rows, row -> row.entry().data()),
                texts(rows, row -> row.entry().occurred()),
                texts(rows, row -> row.entry().effective()),
                bytes(rows, EventRow::salt),
                bytes(rows, EventRow::hash));
    }

    private void accounts(List<AccountRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        script.then(
                ACCOUNTS,
                ints(rows, AccountRow::id),
                texts(rows, AccountRow::name),
                texts(rows, AccountRow::kind),
                texts(rows, AccountRow::campaignId));
    }

    private void postings(List<PostingRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        script.then(
                POSTINGS,
                longs(rows, PostingRow::position),
                ints(rows, PostingRow::line),
                ints(rows, PostingRow::debit),
                ints(rows, PostingRow::credit),
                longs(rows, PostingRow::pence),
                texts(rows, PostingRow::effective));
    }

    private void documents(List<DocumentRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        script.then(
                DOCUMENTS,
                texts(rows, DocumentRow::id),
                texts(rows, DocumentRow::kind),
                texts(rows, DocumentRow::body),
                bytes(rows, DocumentRow::salt));
    }

    /// No position is nought: an array of numbers knows no null.
    private void keys(List<KeyRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        script.then(
                KEYS,
                texts(rows, KeyRow::name),
                bytes(rows, KeyRow::request),
                texts(rows, KeyRow::answer),
                longs(rows, row -> row.position() == null ? 0 : row.position()));
    }

    private void announcements(List<AnnouncementRow> rows, Instant recorded) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        String time = recorded.toString();
        script.then(
                ANNOUNCEMENTS,
                texts(rows, AnnouncementRow::id),
                texts(rows, row -> row.told().type()),
                texts(rows, row -> row.told().subject()),
                texts(rows, row -> row.told().key()),
                texts(rows, _ -> time),
                texts(rows, row -> AnnouncementJson.write(row.told())));
    }

    private <T> Array longs(List<T> rows, ToLongFunction<T> value) throws SQLException {
        return connection
                .unwrap(PGConnection.class)
                .createArrayOf("int8", rows.stream().mapToLong(value).toArray());
    }

    private <T> Array ints(List<T> rows, ToIntFunction<T> value) throws SQLException {
        return connection
                .unwrap(PGConnection.class)
                .createArrayOf("int4", rows.stream().mapToInt(value).toArray());
    }

    private <T> Array bytes(List<T> rows, Function<T, byte[]> value) throws SQLException {
        return connection.createArrayOf("bytea", rows.stream().map(value).toArray(byte[][]::new));
    }

    private <T> Array texts(List<T> rows, Function<T, Object> value) throws SQLException {
        String[] texts = new String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            Object content = value.apply(rows.get(i));
            texts[i] = content == null ? null : content.toString();
        }
        return connection.createArrayOf("text", texts);
    }
}
