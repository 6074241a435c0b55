package org.assemble.platform.csv;

import java.util.Map;

/// An answer that is given as `text/csv` too.
public interface Tabular {

    Table<?> table();

    /// What JSON says beside the rows, and CSV has no place for.
    default Map<String, String> headers() {
        return Map.of();
    }
}
