package org.assemble.ledger.journal.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TrieTest {

    @Test
    void it_holds_what_a_map_holds_after_any_sequence_of_changes() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        Map<UUID, Integer> expected = new HashMap<>();
        Trie<Integer> trie = Trie.empty();
        for (int i = 0; i < 20_000; i++) {
            // Few low bits, so that ids meet again and differ late.
            UUID id = new UUID(random.nextInt(4), random.nextInt(500));
            if (random.nextInt(3) == 0) {
                expected.remove(id);
                trie = trie.without(id);
            } else {
                expected.put(id, i);
                trie = trie.with(id, i);
            }
            assertThat(trie.get(id)).isEqualTo(Optional.ofNullable(expected.get(id)));
        }
        assertThat(trie.entries().collect(Collectors.toMap(Trie.Leaf::key, Trie.Leaf::value)))
                .isEqualTo(expected);
    }

    @Test
    void an_older_one_does_not_change() {
        UUID id = UUID.randomUUID();
        Trie<String> before = Trie.<String>empty().with(id, "before");
        Trie<String> after = before.with(id, "after").with(UUID.randomUUID(), "more");
        assertThat(before.get(id)).hasValue("before");
        assertThat(after.get(id)).hasValue("after");
        assertThat(before.entries()).hasSize(1);
    }
}
