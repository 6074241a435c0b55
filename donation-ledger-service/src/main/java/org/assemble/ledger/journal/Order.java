package org.assemble.ledger.journal;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.StreamId;

/// What a caller wants done, once.
///
/// @param <T> what the caller gets
/// @param keys its names; the first that is known decides whether it is a repeat
/// @param task decides, with the books as they are when its turn comes; it may be run again, so it
///   has no effect of its own
/// @param reads what the task is known to look at: it is read for all orders of an append at once
/// @param documents kept if the task comes to an event, which vouches for them
public record Order<T>(
        List<Key> keys,
        Function<Ledger, Decision> task,
        List<StreamId> reads,
        List<Document> documents,
        Reply<T> reply) {

    public Order {
        keys = List.copyOf(keys);
        reads = List.copyOf(reads);
        documents = List.copyOf(documents);
    }

    /// @param answer from the books as they are then; kept with the keys
    public static <T> Order<T> of(
            Function<Ledger, Decision> task, Function<Ledger, T> answer, Class<T> view) {
        return new Order<>(List.of(), task, List.of(), List.of(), new Reply.Kept<>(answer, view));
    }

    /// @param answer from the first event that the task comes to
    public static <T> Order<T> answeredByEvent(
            Function<Ledger, Decision> task, Function<LedgerEvent, T> answer, Class<T> view) {
        return new Order<>(
                List.of(), task, List.of(), List.of(), new Reply.OfEvent<>(answer, view));
    }

    /// The same under one more name, which is looked at before the others.
    public Order<T> named(Key key) {
        return new Order<>(
                Stream.concat(Stream.of(key), keys.stream()).toList(),
                task,
                reads,
                documents,
                reply);
    }

    /// @param stream not a fund, whose history is another's as well
    public Order<T> reading(StreamId stream) {
        return new Order<>(
                keys,
                task,
                Stream.concat(reads.stream(), Stream.of(stream)).toList(),
                documents,
                reply);
    }

    public Order<T> with(Document document) {
        return new Order<>(
                keys,
                task,
                reads,
                Stream.concat(documents.stream(), Stream.of(document)).toList(),
                reply);
    }
}
