package org.assemble.ledger.books;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.assemble.platform.problem.CommonRefusal;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/// Which books are asked for: the query parameters `asOf` and `knownAt`.
public class AsOf {

    @RestQuery
    @Parameter(
            description =
                    "The day whose books are wanted: what counts later is left out. Without it: all, or, where the"
                            + " answer depends on the day and tells it as its `asOf`, that of `knownAt`, or today",
            schema = @Schema(type = SchemaType.STRING, format = "date"))
    String asOf;

    @RestQuery
    @Parameter(
            description =
                    "As it was known at a moment (RFC 3339) or a position of the journal; never changes. The `position`"
                            + " of an answer, and its `asOf` if it has one, give it again. Without it: now")
    String knownAt;

    public Optional<LocalDate> lastDay() {
        return day("asOf", asOf);
    }

    Optional<String> knownAt() {
        return Optional.ofNullable(knownAt);
    }

    /// JAX-RS would answer a day that can't be read as an address that does not exist.
    public static Optional<LocalDate> day(String parameter, String text) {
        try {
            Optional<LocalDate> day = Optional.ofNullable(text).map(LocalDate::parse);
            day.ifPresent(one -> mustBeOfTheseTimes(parameter, one));
            return day;
        } catch (DateTimeParseException notADay) {
            throw notADay(parameter);
        }
    }

    /// Days further away are not days of these books, and PostgreSQL has none so far.
    private static void mustBeOfTheseTimes(String parameter, LocalDate day) {
        if (day.getYear() < 1900 || day.getYear() > 9999) {
            throw notADay(parameter);
        }
    }

    private static RuntimeException notADay(String parameter) {
        return CommonRefusal.MALFORMED_REQUEST.at(
                "/" + parameter, "A day is needed, as 2026-11-22.");
    }
}
