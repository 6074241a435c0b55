package org.assemble.ledger.checkpoint.model;

import java.security.MessageDigest;
import java.util.function.Function;
import org.assemble.ledger.checkpoint.model.Merkle.Subtree;

/// A tree to which leaf after leaf is added; remembers only what later leaves are hashed with.
public final class GrowingTree {

    /// Hears of each subtree that has all its leaves.
    public interface Completed {
        void subtree(Subtree subtree, byte[] hash);
    }

    private final MessageDigest sha256 = Merkle.sha256();
    private final byte[][] waiting = new byte[Long.SIZE][];
    private long size;

    public static GrowingTree empty() {
        return new GrowingTree();
    }

    /// A tree that has its first leaves already.
    ///
    /// @param hashes of the complete subtrees that it is made of
    public static GrowingTree of(long size, Function<Subtree, byte[]> hashes) {
        GrowingTree tree = new GrowingTree();
        tree.size = size;
        Merkle.whole(size)
                .subtrees()
                .forEach(subtree -> tree.waiting[subtree.level()] = hashes.apply(subtree));
        return tree;
    }

    public long size() {
        return size;
    }

    public void add(byte[] leaf, Completed completed) {
        byte[] hash = leaf;
        int level = 0;
        completed.subtree(new Subtree(0, size), hash);
        for (long number = size; (number & 1) == 1; number >>= 1) {
            hash = Merkle.node(sha256, waiting[level], hash);
            waiting[level] = null;
            level++;
            completed.subtree(new Subtree(level, number >> 1), hash);
        }
        waiting[level] = hash;
        size++;
    }

    public byte[] root() {
        byte[] root = null;
        for (byte[] left : waiting) {
            if (left != null) {
                root = root == null ? left : Merkle.node(sha256, left, root);
            }
        }
        return root == null ? sha256.digest() : root;
    }
}
