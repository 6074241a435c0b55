package org.assemble.ledger.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import org.assemble.ledger.checkpoint.model.GrowingTree;
import org.assemble.ledger.checkpoint.model.Merkle.Subtree;
import org.assemble.ledger.checkpoint.model.NoteKey;
import org.assemble.ledger.checkpoint.model.TreeHead;

/// M12: the Merkle tree grown again leaf by leaf: the subtrees that are kept, and the root in every
/// checkpoint with its signature. Who could change the events and all their hashes can't sign.
final class TreeCheck implements Check {

    private static final String NAME = "merkle_node";
    private static final String CHECKPOINTS = "checkpoint";
    private static final int LOWEST_KEPT = 8;

    private static final String KEPT_UP_TO =
            "select coalesce((max(number) + 1) << 8, 0) from merkle_node where level = 8";

    private static final String KEPT =
            "select level, number, hash from merkle_node order by (number + 1) << level, level";

    private static final String SIGNED =
            "select size, root, note, published from checkpoint order by size";

    private record Kept(Subtree subtree, byte[] hash) {
        /// In the order in which a growing tree completes them.
        boolean isBefore(Subtree other) {
            return subtree.end() < other.end()
                    || subtree.end() == other.end() && subtree.level() < other.level();
        }
    }

    private record Signed(long size, byte[] root, String note, Instant published) {}

    private final NoteKey key;
    private final Findings findings;
    private final GrowingTree tree = GrowingTree.empty();
    private final long keptUpTo;
    private final Cursor<Kept> kept;
    private final Cursor<Signed> signed;
    private Instant published = Instant.EPOCH;

    TreeCheck(Connection connection, NoteKey key, Findings findings) throws SQLException {
        this.key = key;
        this.findings = findings;
        findings.begin(CHECKPOINTS);
        keptUpTo = keptUpTo(connection);
        kept =
                new Cursor<>(
                        connection,
                        KEPT,
                        row ->
                                new Kept(
                                        new Subtree(row.getInt(1), row.getLong(2)),
                                        row.getBytes(3)));
        signed =
                new Cursor<>(
                        connection,
                        SIGNED,
                        row ->
                                new Signed(
                                        row.getLong(1),
                                        row.getBytes(2),
                                        row.getString(3),
                                        row.getObject(4, OffsetDateTime.class).toInstant()));
    }

    private static long keptUpTo(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(KEPT_UP_TO);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void see(Audited event) throws SQLException {
        SQLException[] failed = new SQLException[1];
        tree.add(
                event.leaf(),
                (subtree, hash) -> {
                    try {
                        completed(subtree, hash);
                    } catch (SQLException e) {
                        failed[0] = e;
                    }
                });
        if (failed[0] != null) {
            throw failed[0];
        }
        while (signed.peek() != null && signed.peek().size() <= tree.size()) {
            compare(signed.take(), event.link().entry().recorded());
        }
    }

    private void completed(Subtree subtree, byte[] hash) throws SQLException {
        if (subtree.level() < LOWEST_KEPT || subtree.end() > keptUpTo) {
            return; // not kept, or not yet
        }
        while (kept.peek() != null && kept.peek().isBefore(subtree)) {
            different(kept.peek().subtree(), null, base64(kept.peek().hash()));
            kept.take();
        }
        if (kept.peek() == null || !kept.peek().subtree().equals(subtree)) {
            different(subtree, base64(hash), null);
        } else if (!Arrays.equals(kept.take().hash(), hash)) {
            different(subtree, base64(hash), "another hash");
        }
    }

    private void compare(Signed found, Instant recorded) {
        TreeHead head = new TreeHead(key.name(), found.size(), tree.root());
        compare(found, "root", base64(head.root()), base64(found.root()));
        if (!key.signed(found.note())) {
            different(found, "note", "one that this ledger's key signed", found.note());
        } else {
            compare(found, "note", head.text(), textOf(found.note()));
        }
        if (found.published().isBefore(published) || found.published().isBefore(recorded)) {
            different(
                    found,
                    "published",
                    "not before " + later(published, recorded),
                    found.published());
        }
        published = found.published();
    }

    private static String textOf(String note) {
        return note.substring(0, note.lastIndexOf("\n\n") + 1);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private void compare(Signed checkpoint, String column, String expected, String found) {
        if (!expected.equals(found)) {
            different(checkpoint, column, expected, found);
        }
    }

    private void different(Signed checkpoint, String column, Object expected, Object found) {
        findings.differs(
                CHECKPOINTS,
                checkpoint.size(),
                "checkpoint %d: %s".formatted(checkpoint.size(), column),
                expected,
                found);
    }

    private void different(Subtree subtree, String expected, String found) {
        findings.differs(
                NAME,
                subtree.end(),
                "merkle_node %d/%d".formatted(subtree.level(), subtree.number()),
                expected,
                found);
    }

    @Override
    public void end() throws SQLException {
        while (kept.peek() != null) {
            different(kept.peek().subtree(), null, base64(kept.peek().hash()));
            kept.take();
        }
        while (signed.peek() != null) {
            Signed beyond = signed.take();
            different(beyond, "size", "at most " + tree.size(), beyond.size());
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public void close() throws SQLException {
        kept.close();
        signed.close();
    }
}
