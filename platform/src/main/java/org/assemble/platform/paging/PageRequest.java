package org.assemble.platform.paging;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import java.util.Optional;
import java.util.UUID;
import org.assemble.platform.problem.CommonRefusal;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/// Which page of a list is wanted: the query parameters `limit` and `cursor`.
public class PageRequest {
    public static final int MOST = 200;

    @RestQuery
    @DefaultValue("50")
    @Min(1)
    @Max(MOST)
    @Parameter(description = "How many items at most")
    int limit;

    @RestQuery
    @Parameter(description = "Where to go on: the `next` of the page before")
    String cursor;

    public int limit() {
        return limit;
    }

    /// How many rows to read: one more, to know whether there is a next page.
    public int rows() {
        return limit + 1;
    }

    /// The sort key after which the page begins.
    public Optional<String> after() {
        return Optional.ofNullable(cursor).map(Cursor::key);
    }

    /// The same for lists in the order of their ids; the lowest id there can be for the first page.
    public UUID afterId() {
        try {
            return after().map(UUID::fromString).orElse(new UUID(0, 0));
        } catch (IllegalArgumentException notAnId) {
            throw CommonRefusal.MALFORMED_REQUEST.at("/cursor", "This cursor is of another list.");
        }
    }

    /// The same for lists that are numbered from 1; 0 for the first page.
    public long afterNumber() {
        try {
            return after().map(Long::valueOf).orElse(0L);
        } catch (NumberFormatException notANumber) {
            throw CommonRefusal.MALFORMED_REQUEST.at("/cursor", "This cursor is of another list.");
        }
    }
}
