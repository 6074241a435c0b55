package org.assemble.ledger.journal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// Statements that are sent together and cost one round trip. The server still runs them one after
/// the other, each with a snapshot of its own (READ COMMITTED): a later one sees what others
/// committed while an earlier one waited for a lock.
final class Script {

    /// Takes one row of a result.
    interface Reading {
        void of(ResultSet row) throws SQLException;
    }

    private static final Reading NOTHING = _ -> {};

    private final Connection connection;
    private final StringJoiner sql = new StringJoiner(";\n");
    private final List<Object> values = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();

    Script(Connection connection) {
        this.connection = connection;
    }

    /// A statement whose rows, if it has any, are of no interest.
    Script then(String statement, Object... its) {
        return then(statement, NOTHING, its);
    }

    Script then(String statement, Reading reading, Object... its) {
        sql.add(statement);
        values.addAll(List.of(its));
        readings.add(reading);
        return this;
    }

    void run() throws SQLException {
        if (readings.isEmpty()) {
            return;
        }
        try (PreparedStatement script = connection.prepareStatement(sql.toString())) {
            bind(script);
            script.execute();
            for (Reading reading : readings) {
                read(script, reading);
                script.getMoreResults();
            }
        }
    }

    private void bind(PreparedStatement script) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof Array array) {
                script.setArray(i + 1, array);
            } else {
                script.setObject(i + 1, values.get(i));
            }
        }
    }

    private static void read(PreparedStatement script, Reading reading) throws SQLException {
        try (ResultSet rows = script.getResultSet()) {
            while (rows != null && rows.next()) {
                reading.of(rows);
            }
        }
    }
}
