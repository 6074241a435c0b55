package org.assemble.platform.csv;

import java.util.List;

/// Rows of one kind; their columns are the components of the record.
public record Table<T extends Record>(Class<T> type, List<T> rows) {}
