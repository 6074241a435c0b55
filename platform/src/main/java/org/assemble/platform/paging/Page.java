package org.assemble.platform.paging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;

/// A page of a list.
///
/// @param next the cursor of the next page; null on the last
public record Page<T>(List<T> items, @JsonInclude(JsonInclude.Include.ALWAYS) String next)
        implements Paged {

    /// A page from one more row than the limit: the row too many only says that there is a next
    /// page.
    ///
    /// @param key the sort key of a row, unique in the list
    public static <R, T> Page<T> of(
            List<R> rows, int limit, Function<R, ?> key, Function<R, T> view) {
        boolean more = rows.size() > limit;
        List<R> shown = more ? rows.subList(0, limit) : rows;
        return new Page<>(
                shown.stream().map(view).toList(),
                more ? Cursor.of(key.apply(shown.getLast()).toString()) : null);
    }

    /// A page that says by itself where the next begins: it may be shorter than the limit.
    ///
    /// @param next the sort key after which the next page begins; null on the last
    public static <T> Page<T> endingAt(List<T> items, Object next) {
        return new Page<>(items, next == null ? null : Cursor.of(next.toString()));
    }
}
