package org.assemble.ledger.journal;

import org.assemble.platform.problem.RefusalException;

/// What became of an order.
sealed interface Outcome {

    record Answered(Answer answer) implements Outcome {}

    /// Nothing was done, and no key was used up.
    record Refused(RefusalException refusal) implements Outcome {}
}
