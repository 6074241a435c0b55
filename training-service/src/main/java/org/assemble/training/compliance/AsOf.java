package org.assemble.training.compliance;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.assemble.platform.problem.CommonRefusal;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/// The day that is asked for: the query parameter `asOf`.
public class AsOf {
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2199;

    @RestQuery
    @Parameter(
            description =
                    "As it was at the end of a day (Europe/London). A day to come sees what expires until then."
                            + " Without it: today",
            schema = @Schema(type = SchemaType.STRING, format = "date"))
    String asOf;

    LocalDate day(Clock clock) {
        if (asOf == null) {
            return LocalDate.now(clock);
        }
        try {
            LocalDate day = LocalDate.parse(asOf);
            if (day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR) {
                return day;
            }
        } catch (DateTimeParseException notADay) {
            // Said below, together with days of other times.
        }
        throw CommonRefusal.MALFORMED_REQUEST.at("/asOf", "A day is needed, as 2026-11-22.");
    }
}
