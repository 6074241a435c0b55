package org.assemble.training.certificate;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.id.Ids;
import org.assemble.platform.idempotency.Once;
import org.assemble.platform.paging.Page;
import org.assemble.platform.paging.PageRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/// How long a course's certificates are held (T4, policy): decided by the national team for days to
/// come, read by everyone.
@Path("/api/v1/trainings/courses/{course}/certificate-terms")
@Tag(name = "certificates", description = "What proves that a training was completed (T4)")
public class TermResource {
    private static final int LONGEST_MONTHS = 120;

    @Inject Terms terms;
    @Inject CurrentCaller caller;
    @Inject Once once;
    @Inject Clock clock;

    /// A decision.
    ///
    /// @param validFrom the day of completion from which it holds: from today to ten years ahead
    /// @param months how long the training is then held; without it, it does not expire
    public record NewTerm(
            @NotNull LocalDate validFrom, @Min(1) @Max(LONGEST_MONTHS) Integer months) {
        TermRow to(String course, UUID setBy, Instant now) {
            TermRow row = new TermRow();
            row.id = Ids.next();
            row.course = course;
            row.validFrom = validFrom;
            row.months = months;
            row.setBy = setBy;
            row.setAt = now;
            return row;
        }
    }

    /// What was decided, and when; of two for one day the later counts.
    ///
    /// @param months null: what is completed from that day on does not expire
    public record TermView(
            UUID id, String course, LocalDate validFrom, Integer months, Instant setAt) {
        static TermView of(TermRow row) {
            return new TermView(row.id, row.course, row.validFrom, row.months, row.setAt);
        }
    }

    @POST
    @RolesAllowed("national-admin")
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = TermView.class, responseCode = "201")
    @Operation(summary = "Decide how long a course's certificates are held, from a day on")
    public Uni<RestResponse<TermView>> decide(
            @RestPath String course, @NotNull @Valid NewTerm term) {
        return once.made(
                term,
                TermView.class,
                () ->
                        terms.decide(term.to(course, caller.get().personId(), clock.instant()))
                                .map(TermView::of));
    }

    @GET
    @PermitAll
    @Operation(summary = "What was decided on how long a course's certificates are held")
    public Uni<Page<TermView>> list(@RestPath String course, @Valid @BeanParam PageRequest page) {
        return terms.list(course, page)
                .map(rows -> Page.of(rows, page.limit(), row -> row.id, TermView::of));
    }
}
