package org.assemble.ledger.journal;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assemble.ledger.journal.model.Decision;

/// What a caller wants done, once.
///
/// @param <T> what the caller gets
/// @param keys its names; the first that is known decides whether it is a repeat
/// @param task decides, with the books as they are when its turn comes; it may be run again, so it
///   has no effect of its own
/// @param documents kept if the task is accepted
/// @param answer from the books as they are then; kept with the keys
public record Order<T>(
        List<Key> keys,
        Function<Ledger, Decision> task,
        List<Document> documents,
        Function<Ledger, T> answer,
        Class<T> view) {

    public Order {
        keys = List.copyOf(keys);
        documents = List.copyOf(documents);
    }

    public static <T> Order<T> of(
            Function<Ledger, Decision> task, Function<Ledger, T> answer, Class<T> view) {
        return new Order<>(List.of(), task, List.of(), answer, view);
    }

    /// The same under one more name, which is looked at before the others.
    public Order<T> named(Key key) {
        return new Order<>(
                Stream.concat(Stream.of(key), keys.stream()).toList(),
                task,
                documents,
                answer,
                view);
    }

    public Order<T> with(Document document) {
        return new Order<>(
                keys,
                task,
                Stream.concat(documents.stream(), Stream.of(document)).toList(),
                answer,
                view);
    }
}
