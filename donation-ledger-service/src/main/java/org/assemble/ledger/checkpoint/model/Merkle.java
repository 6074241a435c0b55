package org.assemble.ledger.checkpoint.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The Merkle tree of RFC 6962, 2.1: which ranges of leaves a proof is made of, and what the hash
/// of a range is. Leaves count from 0.
public final class Merkle {

    private static final byte NODE = 0x01;

    private Merkle() {}

    /// Leaves `begin` to `end`, without `end`, which have a node of their own in some tree.
    public record Range(long begin, long end) {

        long leaves() {
            return end - begin;
        }

        /// The complete subtrees that it is made of, from left to right, each smaller than the one
        /// before.
        public List<Subtree> subtrees() {
            List<Subtree> subtrees = new ArrayList<>();
            for (long at = begin; at < end; ) {
                int level = 63 - Long.numberOfLeadingZeros(end - at);
                subtrees.add(new Subtree(level, at >> level));
                at += 1L << level;
            }
            return subtrees;
        }
    }

    /// A subtree whose 2^`level` leaves are all there; its hash never changes again.
    public record Subtree(int level, long number) {

        public long begin() {
            return number << level;
        }

        public long end() {
            return (number + 1) << level;
        }
    }

    public static Range whole(long size) {
        return new Range(0, size);
    }

    /// What proves that a leaf is in the tree of a size, from the leaf upwards.
    public static List<Range> inclusion(long leaf, long size) {
        if (leaf < 0 || leaf >= size) {
            throw new IllegalArgumentException("no leaf " + leaf + " in a tree of " + size);
        }
        List<Range> path = new ArrayList<>();
        path(leaf, whole(size), path);
        return path;
    }

    private static void path(long leaf, Range tree, List<Range> path) {
        if (tree.leaves() == 1) {
            return;
        }
        long middle = middle(tree);
        if (leaf < middle) {
            path(leaf, new Range(tree.begin(), middle), path);
            path.add(new Range(middle, tree.end()));
        } else {
            path(leaf, new Range(middle, tree.end()), path);
            path.add(new Range(tree.begin(), middle));
        }
    }

    /// What proves that the tree of one size begins with the tree of a smaller one.
    public static List<Range> consistency(long from, long to) {
        if (from <= 0 || from > to) {
            throw new IllegalArgumentException("no tree of " + from + " in a tree of " + to);
        }
        List<Range> proof = new ArrayList<>();
        proof(from, whole(to), true, proof);
        return proof;
    }

    private static void proof(long from, Range tree, boolean known, List<Range> proof) {
        if (from == tree.end()) {
            if (!known) {
                proof.add(tree);
            }
            return;
        }
        long middle = middle(tree);
        if (from <= middle) {
            proof(from, new Range(tree.begin(), middle), known, proof);
            proof.add(new Range(middle, tree.end()));
        } else {
            proof(from, new Range(middle, tree.end()), false, proof);
            proof.add(new Range(tree.begin(), middle));
        }
    }

    /// Left of it stand as many leaves as the largest power of two that is less than all.
    private static long middle(Range tree) {
        return tree.begin() + Long.highestOneBit(tree.leaves() - 1);
    }

    /// @param hashes of complete subtrees
    public static byte[] hash(Range range, Function<Subtree, byte[]> hashes) {
        MessageDigest sha256 = sha256();
        byte[] hash = null;
        for (Subtree subtree : range.subtrees().reversed()) {
            byte[] left = hashes.apply(subtree);
            hash = hash == null ? left : node(sha256, left, hash);
        }
        return hash == null ? sha256.digest() : hash;
    }

    /// The complete subtrees one level higher, made of these.
    public static Map<Subtree, byte[]> above(Map<Subtree, byte[]> level) {
        MessageDigest sha256 = sha256();
        Map<Subtree, byte[]> above = new HashMap<>();
        level.forEach((left, hash) -> {
            byte[] right = level.get(new Subtree(left.level(), left.number() + 1));
            if ((left.number() & 1) == 0 && right != null) {
                above.put(
                        new Subtree(left.level() + 1, left.number() >> 1),
                        node(sha256, hash, right));
            }
        });
        return above;
    }

    static byte[] node(MessageDigest sha256, byte[] left, byte[] right) {
        sha256.update(NODE);
        sha256.update(left);
        return sha256.digest(right);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
