package org.assemble.ledger.audit;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;

/// The books as plain-text accounting, which other programs can check and count: a transaction an
/// event, in the order of the days on which they count, and after each amount the balance of its
/// account. hledger checks balances in the order of dates and then of the file, which is this one.
@ApplicationScoped
class PlainText {

    private static final String POSTINGS =
            """
            select posting.effective::text, posting.position, event.type, event.stream, posting.debit, posting.credit,
                posting.pence
            from posting join event on event.position = posting.position
            order by posting.effective, posting.position, posting.line\
            """;

    /// First: a table that a rebuild exchanged after this moment would look empty.
    private static final String KEEP_TABLES =
            "lock table event, account, posting in access share mode";

    private static final int ROWS_AT_ONCE = 2_000;

    @Inject AgroalDataSource database;

    /// One at a time: each keeps a connection for as long as its reader takes.
    private final Semaphore turn = new Semaphore(1);

    void write(OutputStream out) throws IOException {
        turn.acquireUninterruptibly();
        try {
            writeInTurn(out);
        } finally {
            turn.release();
        }
    }

    private void writeInTurn(OutputStream out) throws IOException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                Writer text =
                        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                write(connection, text);
                text.flush();
            } finally {
                connection.rollback();
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Connection connection, Writer text) throws SQLException, IOException {
        try (Statement keep = connection.createStatement()) {
            keep.execute(KEEP_TABLES);
        }
        Map<Integer, String> names = names(connection);
        text.write("; The books of Assemble. Debits are more than nothing, credits less.\n");
        text.write("commodity 1000.00 GBP\n");
        for (String name : new TreeSet<>(names.values())) {
            text.write("account " + name + "\n");
        }
        text.flush(); // the rows must be sorted before the first comes, and somebody may wait
        Map<Integer, Long> balances = new HashMap<>();
        long transactions = 0;
        long position = 0;
        try (Statement query = connection.createStatement()) {
            query.execute("set local work_mem = '64MB'");
            query.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet row = query.executeQuery(POSTINGS)) {
                while (row.next()) {
                    if (row.getLong(2) != position) {
                        position = row.getLong(2);
                        transactions++;
                        text.write(
                                "\n%s (%d) %s %s\n"
                                        .formatted(
                                                row.getString(1),
                                                position,
                                                row.getString(3),
                                                row.getString(4)));
                    }
                    write(text, names, balances, row.getInt(5), row.getLong(7));
                    write(text, names, balances, row.getInt(6), -row.getLong(7));
                }
            }
        }
        text.write("\n; end of " + transactions + " transactions\n");
    }

    private static void write(
            Writer text,
            Map<Integer, String> names,
            Map<Integer, Long> balances,
            int account,
            long pence)
            throws IOException {
        long balance = balances.merge(account, pence, Math::addExact);
        text.write(
                "    %s  %s = %s\n"
                        .formatted(
                                names.getOrDefault(account, "unknown:" + account),
                                pounds(pence),
                                pounds(balance)));
    }

    static String pounds(long pence) {
        long whole = Math.abs(pence);
        return "%s%d.%02d GBP".formatted(pence < 0 ? "-" : "", whole / 100, whole % 100);
    }

    private static Map<Integer, String> names(Connection connection) throws SQLException {
        Map<Integer, String> names = new HashMap<>();
        try (Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery("select id, name from account")) {
            while (rows.next()) {
                names.put(rows.getInt(1), rows.getString(2));
            }
        }
        return names;
    }
}
