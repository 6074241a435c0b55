package org.assemble.ledger.csv;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/// An answer that is given as `text/csv` too, with its position, and its day if it depends on one,
/// in headers.
public interface Tabular extends org.assemble.platform.csv.Tabular {

    /// The last event that is in it.
    long position();

    /// The day that it speaks of; null where nothing in it depends on the day.
    default LocalDate asOf() {
        return null;
    }

    @Override
    default Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put("Ledger-Position", Long.toString(position()));
        if (asOf() != null) {
            headers.put("Ledger-As-Of", asOf().toString());
        }
        return headers;
    }
}
