package org.assemble.ledger.journal.model;

import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// An immutable map from ids that shares what did not change: one more entry costs a path of a
/// dozen nodes, so a state with tens of thousands of entries can still be a value.
public sealed interface Trie<V> {

    static <V> Trie<V> empty() {
        return new Empty<>();
    }

    default Optional<V> get(UUID key) {
        Trie<V> at = this;
        for (int depth = 0; ; depth++) {
            switch (at) {
                case Empty<V> _ -> {
                    return Optional.empty();
                }
                case Leaf<V>(UUID found, V value) -> {
                    return found.equals(key) ? Optional.of(value) : Optional.empty();
                }
                case Fork<V>(Trie<V> zero, Trie<V> one) -> at = bit(key, depth) ? one : zero;
            }
        }
    }

    default Trie<V> with(UUID key, V value) {
        return put(this, new Leaf<>(key, value), 0);
    }

    default Trie<V> without(UUID key) {
        return remove(this, key, 0);
    }

    default boolean contains(UUID key) {
        return get(key).isPresent();
    }

    /// In no particular order.
    default Stream<Leaf<V>> entries() {
        return switch (this) {
            case Empty<V> _ -> Stream.empty();
            case Leaf<V> leaf -> Stream.of(leaf);
            case Fork<V>(Trie<V> zero, Trie<V> one) -> Stream.concat(zero.entries(), one.entries());
        };
    }

    record Empty<V>() implements Trie<V> {}

    record Leaf<V>(UUID key, V value) implements Trie<V> {}

    record Fork<V>(Trie<V> zero, Trie<V> one) implements Trie<V> {}

    private static <V> Trie<V> put(Trie<V> node, Leaf<V> leaf, int depth) {
        return switch (node) {
            case Empty<V> _ -> leaf;
            case Leaf<V> old when old.key().equals(leaf.key()) -> leaf;
            case Leaf<V> old -> put(put(new Fork<>(empty(), empty()), old, depth), leaf, depth);
            case Fork<V>(Trie<V> zero, Trie<V> one) ->
                    bit(leaf.key(), depth)
                            ? new Fork<>(zero, put(one, leaf, depth + 1))
                            : new Fork<>(put(zero, leaf, depth + 1), one);
        };
    }

    private static <V> Trie<V> remove(Trie<V> node, UUID key, int depth) {
        return switch (node) {
            case Empty<V> empty -> empty;
            case Leaf<V> leaf -> leaf.key().equals(key) ? empty() : leaf;
            case Fork<V>(Trie<V> zero, Trie<V> one) ->
                    bit(key, depth)
                            ? new Fork<>(zero, remove(one, key, depth + 1))
                            : new Fork<>(remove(zero, key, depth + 1), one);
        };
    }

    /// From the low end, where ids of every version are random; the high end of a UUIDv7 is a
    /// clock.
    private static boolean bit(UUID key, int depth) {
        long half =
                depth < Long.SIZE ? key.getLeastSignificantBits() : key.getMostSignificantBits();
        return (half >>> depth & 1) != 0;
    }
}
