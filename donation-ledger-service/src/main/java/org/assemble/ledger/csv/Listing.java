package org.assemble.ledger.csv;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.assemble.ledger.books.model.View;
import org.assemble.platform.csv.Table;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.Paged;

/// A page of a list, as known at a position.
///
/// @param asOf the day that it speaks of, where the rows depend on one; else left out
/// @param position the last event that is in it; as `knownAt`, and with its `asOf`, it gives the
///   same answer again
/// @param next the cursor of the next page; null on the last
public record Listing<T extends Record>(
        @JsonIgnore Class<T> type,
        List<T> items,
        @JsonInclude(JsonInclude.Include.NON_NULL) LocalDate asOf,
        long position,
        @JsonInclude(JsonInclude.Include.ALWAYS) String next)
        implements Tabular, Paged {

    /// A page from one more row than the limit.
    ///
    /// @param key the sort key of a row, unique in the list
    public static <R, T extends Record> Listing<T> of(
            Class<T> type,
            long position,
            List<R> rows,
            int limit,
            Function<R, ?> key,
            Function<R, T> view) {
        Page<T> page = Page.of(rows, limit, key, view);
        return new Listing<>(type, page.items(), null, position, page.next());
    }

    /// A page that says by itself where the next begins, of things as they were on a day.
    public static <T extends Record> Listing<T> endingAt(
            Class<T> type, View view, List<T> items, Object next) {
        return new Listing<>(
                type, items, view.lastDay(), view.position(), Page.endingAt(items, next).next());
    }

    @Override
    public Table<T> table() {
        return new Table<>(type, items);
    }
}
