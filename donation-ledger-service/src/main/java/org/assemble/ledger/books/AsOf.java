package org.assemble.ledger.books;

import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/// Which books are asked for: the query parameters `asOf` and `knownAt`.
public class AsOf {

    @RestQuery
    @Parameter(
            description =
                    "The day whose books are wanted: what counts later is left out. Without it: all")
    LocalDate asOf;

    @RestQuery
    @Parameter(
            description =
                    "As it was known at a moment (RFC 3339) or a position of the journal; never changes. Without it: now")
    String knownAt;
}
