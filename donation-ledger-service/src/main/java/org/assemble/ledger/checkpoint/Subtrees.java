package org.assemble.ledger.checkpoint;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.TreeMap;
import org.assemble.ledger.checkpoint.model.GrowingTree;
import org.assemble.ledger.checkpoint.model.Merkle;
import org.assemble.ledger.checkpoint.model.Merkle.Range;
import org.assemble.ledger.checkpoint.model.Merkle.Subtree;
import org.assemble.ledger.journal.Chain;
import org.assemble.ledger.journal.Link;
import org.assemble.ledger.journal.Links;

/// The hashes of the Merkle tree. Those of 256 leaves and more are kept; below, they are computed
/// from the leaves, of which a proof needs a few hundred at most.
@ApplicationScoped
class Subtrees {

    /// The smallest subtrees that are kept have 2^8 leaves.
    static final int LOWEST_KEPT = 8;

    /// Events read in one transaction while subtrees are filled in.
    private static final long BLOCKS_AT_ONCE = 16;

    /// One replica at a time fills subtrees and signs.
    static final String TAKE_TURN = "select pg_advisory_xact_lock(4155, 41)";

    private static final String NEXT =
            "select coalesce(max(number) + 1, 0) as next from merkle_node where level = 8";

    private static final String KEPT =
            """
            select level, number, hash from merkle_node
            where (level, number) in (select * from unnest($1::int[], $2::bigint[]))\
            """;

    private static final String KEEP =
            "insert into merkle_node (level, number, hash) values ($1, $2, $3)";

    @Inject Pool database;

    @Inject Links links;

    /// Keeps every complete subtree of a tree of this size. Long when much is new, so it blocks a
    /// worker; other replicas may do the same at the same time.
    void fill(long size) {
        while (InTransaction.of(database, connection -> fillSome(connection, size))) {
            // As long as there is more.
        }
    }

    private boolean fillSome(SqlConnection connection, long size) {
        connection.query(TAKE_TURN).executeAndAwait();
        long next = connection.query(NEXT).executeAndAwait().iterator().next().getLong("next");
        long end = Math.min(size >> LOWEST_KEPT, next + BLOCKS_AT_ONCE);
        if (next >= end) {
            return false;
        }
        List<Tuple> rows = new ArrayList<>();
        GrowingTree tree = upTo(connection, next << LOWEST_KEPT);
        Chain chain = new Chain();
        for (Link link :
                links.between(connection, tree.size(), end << LOWEST_KEPT).await().indefinitely()) {
            tree.add(
                    chain.leaf(link.salt(), link.entry()),
                    (subtree, hash) -> {
                        if (subtree.level() >= LOWEST_KEPT) {
                            rows.add(
                                    Tuple.of(
                                            subtree.level(),
                                            subtree.number(),
                                            Buffer.buffer(hash)));
                        }
                    });
        }
        connection.preparedQuery(KEEP).executeBatchAndAwait(rows);
        return true;
    }

    private GrowingTree upTo(SqlConnection connection, long size) {
        List<Subtree> parts = Merkle.whole(size).subtrees();
        Map<Subtree, byte[]> hashes = kept(connection, parts).await().indefinitely();
        return GrowingTree.of(size, hashes::get);
    }

    /// The hashes of ranges, in their order, of which the subtrees are filled in.
    Uni<List<byte[]>> hashes(SequencedCollection<Range> ranges) {
        List<Subtree> kept = new ArrayList<>();
        Map<Long, Range> leaves = new TreeMap<>();
        ranges.stream()
                .flatMap(range -> range.subtrees().stream())
                .forEach(subtree -> {
                    if (subtree.level() >= LOWEST_KEPT) {
                        kept.add(subtree);
                    } else {
                        Range own = new Range(subtree.begin(), subtree.end());
                        leaves.merge(subtree.begin() >> LOWEST_KEPT, own, Subtrees::around);
                    }
                });
        return kept(database, kept)
                .chain(known -> computed(leaves.values(), known))
                .map(known ->
                        ranges.stream().map(range -> Merkle.hash(range, known::get)).toList());
    }

    private static Range around(Range one, Range other) {
        return new Range(Math.min(one.begin(), other.begin()), Math.max(one.end(), other.end()));
    }

    private static Uni<Map<Subtree, byte[]>> kept(SqlClient client, Collection<Subtree> subtrees) {
        if (subtrees.isEmpty()) {
            return Uni.createFrom().item(new HashMap<>());
        }
        Integer[] levels = subtrees.stream().map(Subtree::level).toArray(Integer[]::new);
        Long[] numbers = subtrees.stream().map(Subtree::number).toArray(Long[]::new);
        return client.preparedQuery(KEPT)
                .execute(Tuple.of(levels, numbers))
                .map(rows -> {
                    Map<Subtree, byte[]> hashes = new HashMap<>();
                    rows.forEach(row ->
                            hashes.put(
                                    new Subtree(row.getInteger("level"), row.getLong("number")),
                                    row.getBuffer("hash").getBytes()));
                    return hashes;
                });
    }

    /// One query after the other for the two or three blocks that a proof touches.
    private Uni<Map<Subtree, byte[]>> computed(
            Collection<Range> blocks, Map<Subtree, byte[]> known) {
        Uni<Map<Subtree, byte[]>> all = Uni.createFrom().item(known);
        for (Range block : blocks) {
            all =
                    all.chain(_ -> links.between(block.begin(), block.end()))
                            .invoke(leaves -> compute(leaves, known))
                            .replaceWith(known);
        }
        return all;
    }

    /// Every complete subtree within these leaves, level by level.
    private static void compute(List<Link> leaves, Map<Subtree, byte[]> known) {
        Chain chain = new Chain();
        Map<Subtree, byte[]> level = new HashMap<>();
        leaves.forEach(link ->
                level.put(
                        new Subtree(0, link.position() - 1),
                        chain.leaf(link.salt(), link.entry())));
        known.putAll(level);
        for (Map<Subtree, byte[]> below = level; below.size() > 1; ) {
            below = Merkle.above(below);
            known.putAll(below);
        }
    }
}
