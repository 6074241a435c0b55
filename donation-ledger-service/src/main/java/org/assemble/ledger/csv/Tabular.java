package org.assemble.ledger.csv;

/// An answer that is given as `text/csv` too.
public interface Tabular {

    Table<?> table();

    /// The last event that is in it, for the header `Ledger-Position`.
    long position();
}
