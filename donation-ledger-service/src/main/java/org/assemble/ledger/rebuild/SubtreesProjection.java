package org.assemble.ledger.rebuild;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assemble.ledger.checkpoint.model.GrowingTree;
import org.assemble.ledger.checkpoint.model.Merkle;
import org.assemble.ledger.checkpoint.model.Merkle.Subtree;
import org.assemble.ledger.journal.Chain;
import org.assemble.ledger.journal.Link;
import org.assemble.ledger.journal.LinkCursor;

/// The roots of the Merkle tree's complete subtrees (M12).
final class SubtreesProjection implements Projection {

    private static final int LOWEST_KEPT = 8;

    @Override
    public String name() {
        return "subtrees";
    }

    @Override
    public int turn() {
        return 43;
    }

    @Override
    public List<String> tables() {
        return List.of("merkle_node");
    }

    @Override
    public List<String> stopWriters() {
        return List.of("select pg_advisory_xact_lock(4155, 41)");
    }

    /// Only whole blocks are kept; so a run that goes on needs no leaf of the ones before.
    @Override
    public int step() {
        return 20 << LOWEST_KEPT;
    }

    @Override
    public long fillable(long head) {
        return head >> LOWEST_KEPT << LOWEST_KEPT;
    }

    @Override
    public Filling from(Connection connection, long position) throws SQLException {
        Map<Subtree, byte[]> hashes = new HashMap<>();
        try (PreparedStatement query =
                connection.prepareStatement(
                        "select hash from rebuild_subtrees.merkle_node where level = ? and number = ?")) {
            for (Subtree subtree : Merkle.whole(position).subtrees()) {
                query.setInt(1, subtree.level());
                query.setLong(2, subtree.number());
                try (ResultSet rows = query.executeQuery()) {
                    rows.next();
                    hashes.put(subtree, rows.getBytes(1));
                }
            }
        }
        GrowingTree tree = GrowingTree.of(position, hashes::get);
        return (filled, after, last) -> fill(filled, tree, after, last);
    }

    private static void fill(Connection connection, GrowingTree tree, long after, long last)
            throws SQLException {
        List<Subtree> subtrees = new ArrayList<>();
        List<byte[]> hashes = new ArrayList<>();
        Chain chain = new Chain();
        try (LinkCursor links = new LinkCursor(connection, after, last)) {
            for (Link link = links.next(); link != null; link = links.next()) {
                tree.add(
                        chain.leaf(link.salt(), link.entry()),
                        (subtree, hash) -> {
                            if (subtree.level() >= LOWEST_KEPT) {
                                subtrees.add(subtree);
                                hashes.add(hash);
                            }
                        });
            }
        }
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into rebuild_subtrees.merkle_node (level, number, hash) values (?, ?, ?)")) {
            for (int i = 0; i < subtrees.size(); i++) {
                insert.setInt(1, subtrees.get(i).level());
                insert.setLong(2, subtrees.get(i).number());
                insert.setBytes(3, hashes.get(i));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
