package org.assemble.ledger.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

/// Goes through the journal in the order of positions, a few thousand rows in memory at a time.
public final class LinkCursor implements AutoCloseable {

    private static final String BETWEEN =
            "select "
                    + Link.COLUMNS
                    + " from event where position > ? and position <= ? order by position";

    private static final int ROWS_AT_ONCE = 2_000;

    private final PreparedStatement statement;
    private final ResultSet rows;

    /// @param connection in a transaction: without one, all rows would be read at once
    /// @param after the first position is the next one
    public LinkCursor(Connection connection, long after, long last) throws SQLException {
        statement = connection.prepareStatement(BETWEEN);
        statement.setFetchSize(ROWS_AT_ONCE);
        statement.setLong(1, after);
        statement.setLong(2, last);
        rows = statement.executeQuery();
    }

    /// @return null after the last
    public Link next() throws SQLException {
        if (!rows.next()) {
            return null;
        }
        Entry entry =
                new Entry(
                        rows.getLong(1),
                        rows.getString(2),
                        rows.getInt(3),
                        rows.getObject(4, UUID.class),
                        rows.getString(5),
                        rows.getString(6),
                        rows.getObject(7, LocalDate.class),
                        rows.getObject(8, LocalDate.class),
                        rows.getObject(9, OffsetDateTime.class).toInstant());
        return new Link(entry, rows.getBytes(10), rows.getBytes(11));
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
