package org.assemble.ledger.journal;

import org.assemble.platform.problem.RefusalException;

/// What became of an order.
sealed interface Outcome<T> {

    record Answered<T>(Answer<T> answer) implements Outcome<T> {}

    /// Nothing was done, and no key was used up.
    record Refused<T>(RefusalException refusal) implements Outcome<T> {}
}
