package org.assemble.ledger.journal;

import java.util.List;
import java.util.function.Function;
import org.assemble.ledger.journal.model.Decision;

/// What a caller wants done, once.
///
/// @param keys at least one; the first that is known decides whether it is a repeat
/// @param task decides, with the state of the books as it is when its turn comes; it may be run
///   again, so it has no effect of its own
/// @param documents kept if the task is accepted
/// @param answer what the caller gets, from the books as they are then; becomes JSON
public record Order(
        List<Key> keys,
        Function<Ledger, Decision> task,
        List<Document> documents,
        Function<Ledger, ?> answer) {

    public Order {
        keys = List.copyOf(keys);
        documents = List.copyOf(documents);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("an order has a key");
        }
    }
}
