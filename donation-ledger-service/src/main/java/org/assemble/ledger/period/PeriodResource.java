package org.assemble.ledger.period;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.assemble.ledger.journal.Requests;
import org.assemble.ledger.journal.model.PeriodEvent;
import org.assemble.ledger.journal.model.PeriodEvent.PeriodClosed;
import org.assemble.ledger.journal.model.PeriodEvent.PeriodReopened;
import org.assemble.ledger.period.model.Periods;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.problem.CommonRefusal;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/ledger/periods")
@Tag(
        name = "periods",
        description =
                "Months of the books: nothing is posted into a closed one; what is told late counts on the first open day")
@RolesAllowed({"finance", "finance-approver"})
public class PeriodResource {

    @Inject Closing closing;

    @Inject Requests requests;

    @Inject CurrentCaller caller;

    /// A step of a month.
    ///
    /// @param step `closed` or `reopened`
    /// @param reason of a reopening
    public record StepView(String step, UUID by, LocalDate on, String reason) {

        static StepView of(PeriodEvent event) {
            return switch (event) {
                case PeriodClosed e -> new StepView("closed", e.closedBy(), e.occurredOn(), null);
                case PeriodReopened e ->
                        new StepView("reopened", e.reopenedBy(), e.occurredOn(), e.reason());
            };
        }
    }

    /// A month.
    ///
    /// @param month as `2026-10`
    /// @param state `open` or `closed`
    public record PeriodView(String month, String state, List<StepView> steps) {

        static PeriodView of(YearMonth month, Periods periods) {
            return new PeriodView(
                    month.toString(),
                    periods.isClosed(month) ? "closed" : "open",
                    periods.steps().stream()
                            .filter(step -> step.month().equals(month))
                            .map(StepView::of)
                            .toList());
        }
    }

    /// @param closedUntil the last day that is closed; null while all is open
    /// @param items every month that was ever closed, the latest first
    public record PeriodsView(LocalDate closedUntil, List<PeriodView> items) {

        static PeriodsView of(Periods periods) {
            return new PeriodsView(
                    periods.closedUntil().orElse(null),
                    periods.steps().stream()
                            .map(PeriodEvent::month)
                            .distinct()
                            .sorted(Comparator.reverseOrder())
                            .map(month -> PeriodView.of(month, periods))
                            .toList());
        }
    }

    public record Reopening(@NotBlank @Size(max = 500) String reason) {}

    @GET
    @Operation(summary = "How far the books are closed, and every month that ever was")
    public Uni<PeriodsView> list() {
        return closing.all().map(PeriodsView::of);
    }

    @POST
    @Path("/{month}/closure")
    @Operation(summary = "Close a month that is over; months close one after the other")
    public Uni<RestResponse<PeriodView>> close(@RestPath String month) {
        return requests.done("closure", closing.closing(month(month), caller.get()));
    }

    @POST
    @Path("/{month}/reopening")
    @Operation(summary = "Reopen the month closed last, as someone other than who closed it")
    public Uni<RestResponse<PeriodView>> reopen(
            @RestPath String month, @NotNull @Valid Reopening reopening) {
        return requests.done(
                reopening, closing.reopening(month(month), reopening.reason(), caller.get()));
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException notAMonth) {
            throw CommonRefusal.MALFORMED_REQUEST.at("/month", "A month is needed, as 2026-10.");
        }
    }
}
