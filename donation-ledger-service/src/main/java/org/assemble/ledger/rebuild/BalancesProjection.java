package org.assemble.ledger.rebuild;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The sealed balances (decision 0010): sums of full blocks of postings. They rest on the postings,
/// so those are rebuilt before.
final class BalancesProjection implements Projection {

    static final List<String> TABLES =
            List.of("sealed_block", "sealed_total", "sealed_prefix", "sealed_day");

    static final int TURN = 44;

    /// What a sealer takes before it writes.
    static final String STOP_SEALERS = "select pg_advisory_xact_lock(4155, 11)";

    private static final int BLOCK = 1024;
    private static final int LEVELS = 7;
    private static final int BLOCKS_ABOVE = 8;

    @Override
    public String name() {
        return "balances";
    }

    @Override
    public int turn() {
        return TURN;
    }

    @Override
    public List<String> tables() {
        return TABLES;
    }

    @Override
    public List<String> stopWriters() {
        return List.of(STOP_SEALERS);
    }

    @Override
    public int step() {
        return BLOCK;
    }

    @Override
    public long fillable(long head) {
        return head / BLOCK * BLOCK;
    }

    @Override
    public Filling from(Connection connection, long position) {
        return (filled, after, last) -> fill(filled, schema(), after, last);
    }

    /// By the function that seals them in use: it finds the tables by their names, and here the new
    /// ones first.
    static void fill(Connection connection, String schema, long after, long last)
            throws SQLException {
        path(connection, schema + ", public");
        for (long block = after / BLOCK; block < last / BLOCK; block++) {
            seal(connection, 0, block);
            long above = block;
            for (int level = 1; level < LEVELS && (above + 1) % BLOCKS_ABOVE == 0; level++) {
                above /= BLOCKS_ABOVE;
                seal(connection, level, above);
            }
        }
        path(connection, "public");
    }

    private static void path(Connection connection, String schemas) throws SQLException {
        try (Statement set = connection.createStatement()) {
            set.execute("set local search_path = " + schemas);
        }
    }

    private static void seal(Connection connection, int level, long block) throws SQLException {
        try (PreparedStatement seal = connection.prepareStatement("select seal(?, ?, 1)")) {
            seal.setInt(1, level);
            seal.setLong(2, block);
            seal.execute();
        }
    }
}
