package org.assemble.ledger.journal.model;

/// What a history has come to: the fold of its events, and all that a decision may look at.
public interface State<S extends State<S>> {

    /// The state after one more event; an event that does not concern it changes nothing.
    S evolve(LedgerEvent event);
}
