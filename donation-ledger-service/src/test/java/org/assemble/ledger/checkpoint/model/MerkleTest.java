package org.assemble.ledger.checkpoint.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.assemble.ledger.checkpoint.model.Merkle.Range;
import org.assemble.ledger.checkpoint.model.Merkle.Subtree;
import org.junit.jupiter.api.Test;

class MerkleTest {

    private static final int SIZES = 70;

    /// The leaves and roots that Certificate Transparency's own tests publish.
    private static final List<String> INPUTS =
            List.of(
                    "",
                    "00",
                    "10",
                    "2021",
                    "3031",
                    "40414243",
                    "5051525354555657",
                    "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS =
            List.of(
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static byte[] leaf(byte[] input) {
        MessageDigest sha256 = Merkle.sha256();
        sha256.update((byte) 0);
        return sha256.digest(input);
    }

    private static List<byte[]> leaves(int size) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(leaf(new byte[] {(byte) i, (byte) (i >> 8)}));
        }
        return leaves;
    }

    /// MTH as RFC 6962 writes it.
    private static byte[] root(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int middle = Integer.highestOneBit(leaves.size() - 1);
        return Merkle.node(
                Merkle.sha256(),
                root(leaves.subList(0, middle)),
                root(leaves.subList(middle, leaves.size())));
    }

    /// A tree of a size, with all its complete subtrees.
    private static Map<Subtree, byte[]> grown(GrowingTree tree, List<byte[]> leaves) {
        Map<Subtree, byte[]> subtrees = new HashMap<>();
        leaves.forEach(leaf -> tree.add(leaf, subtrees::put));
        return subtrees;
    }

    @Test
    void M12_roots_are_those_that_certificate_transparency_publishes() {
        GrowingTree tree = GrowingTree.empty();
        for (int i = 0; i < INPUTS.size(); i++) {
            tree.add(leaf(HexFormat.of().parseHex(INPUTS.get(i))), (_, _) -> {});
            assertThat(HexFormat.of().formatHex(tree.root())).isEqualTo(ROOTS.get(i));
        }
    }

    @Test
    void M12_a_growing_tree_has_at_every_size_the_root_of_its_leaves() {
        List<byte[]> leaves = leaves(SIZES);
        GrowingTree tree = GrowingTree.empty();
        Map<Subtree, byte[]> subtrees = new HashMap<>();
        for (int size = 1; size <= SIZES; size++) {
            tree.add(leaves.get(size - 1), subtrees::put);
            byte[] root = root(leaves.subList(0, size));
            assertThat(tree.root()).isEqualTo(root);
            assertThat(Merkle.hash(Merkle.whole(size), subtrees::get)).isEqualTo(root);
            assertThat(GrowingTree.of(size, subtrees::get).root()).isEqualTo(root);
        }
    }

    @Test
    void M12_every_leaf_of_every_size_has_a_proof_that_leads_to_the_root() throws Exception {
        List<byte[]> leaves = leaves(SIZES);
        for (int size = 1; size <= SIZES; size++) {
            Map<Subtree, byte[]> subtrees = grown(GrowingTree.empty(), leaves.subList(0, size));
            byte[] root = root(leaves.subList(0, size));
            for (int leaf = 0; leaf < size; leaf++) {
                byte[] hash = leaves.get(leaf);
                long begin = leaf;
                for (Range other : Merkle.inclusion(leaf, size)) {
                    byte[] beside = Merkle.hash(other, subtrees::get);
                    hash =
                            other.begin() < begin
                                    ? Merkle.node(Merkle.sha256(), beside, hash)
                                    : Merkle.node(Merkle.sha256(), hash, beside);
                    begin = Math.min(begin, other.begin());
                }
                assertThat(hash).as("leaf %d of %d", leaf, size).isEqualTo(root);
            }
        }
    }

    @Test
    void M12_a_consistency_proof_is_made_of_both_trees() {
        for (int to = 1; to <= SIZES; to++) {
            for (int from = 1; from <= to; from++) {
                List<Range> proof = Merkle.consistency(from, to);
                boolean power = Integer.bitCount(from) == 1;
                List<Range> all = new ArrayList<>(proof);
                if (power) {
                    all.add(new Range(0, from));
                }
                all.sort((a, b) -> Long.compare(a.begin(), b.begin()));
                int size = to;
                // Side by side they are the whole of the newer tree, and end where the older ended.
                if (from < to) {
                    assertThat(covered(all)).as("%d to %d", from, to).isEqualTo(size);
                    int end = from;
                    assertThat(all).anyMatch(range -> range.end() == end);
                } else {
                    assertThat(proof).isEmpty();
                }
            }
        }
    }

    private static long covered(List<Range> ranges) {
        long end = 0;
        for (Range range : ranges) {
            if (range.begin() != end) {
                return -1;
            }
            end = range.end();
        }
        return end;
    }

    @Test
    void a_level_is_made_of_the_one_below_where_both_halves_are_there() {
        Map<Subtree, byte[]> all = grown(GrowingTree.empty(), leaves(7));
        Map<Subtree, byte[]> level = new HashMap<>();
        all.forEach((subtree, hash) -> {
            if (subtree.level() == 0) {
                level.put(subtree, hash);
            }
        });
        Map<Subtree, byte[]> above = Merkle.above(level);
        assertThat(above.keySet())
                .containsExactlyInAnyOrder(new Subtree(1, 0), new Subtree(1, 1), new Subtree(1, 2));
        above.forEach(
                (subtree, hash) -> assertThat(Arrays.equals(hash, all.get(subtree))).isTrue());
    }

    @Test
    void there_is_no_proof_for_what_is_not_in_the_tree() {
        assertThatThrownBy(() -> Merkle.inclusion(5, 5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Merkle.inclusion(-1, 5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Merkle.consistency(6, 5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Merkle.consistency(0, 5))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
