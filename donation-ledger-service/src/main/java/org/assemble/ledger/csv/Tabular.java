package org.assemble.ledger.csv;

import java.util.Map;

/// An answer that is given as `text/csv` too, with its position in a header.
public interface Tabular extends org.assemble.platform.csv.Tabular {

    /// The last event that is in it.
    long position();

    @Override
    default Map<String, String> headers() {
        return Map.of("Ledger-Position", Long.toString(position()));
    }
}
