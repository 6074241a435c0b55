package org.assemble.ledger.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Rows in an order, of which one is looked at and a few thousand are in memory.
final class Cursor<T> implements AutoCloseable {

    private static final int ROWS_AT_ONCE = 2_000;

    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private final PreparedStatement statement;
    private final ResultSet rows;
    private final Reading<T> reading;
    private T next;

    Cursor(Connection connection, String sql, Reading<T> reading) throws SQLException {
        this.reading = reading;
        statement = connection.prepareStatement(sql);
        statement.setFetchSize(ROWS_AT_ONCE);
        rows = statement.executeQuery();
        take();
    }

    /// The next row, which stays the next one; null after the last.
    T peek() {
        return next;
    }

    T take() throws SQLException {
        T taken = next;
        next = rows.next() ? reading.of(rows) : null;
        return taken;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
