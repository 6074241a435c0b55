package org.assemble.ledger.journal;

import java.util.function.Function;
import org.assemble.ledger.journal.model.LedgerEvent;

/// How an order's answer is made: once it is done, and whenever the same is asked again.
public sealed interface Reply<T> {

    Class<T> view();

    /// From the books as they are when it is done; kept with the keys.
    record Kept<T>(Function<Ledger, T> answer, Class<T> view) implements Reply<T> {}

    /// From the event that the order came to, the first if there are several. The event is kept
    /// anyway, so the keys hold its position only.
    record OfEvent<T>(Function<LedgerEvent, T> answer, Class<T> view) implements Reply<T> {}
}
