package org.assemble.ledger.due;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assemble.ledger.books.AsOf;
import org.assemble.ledger.books.Views;
import org.assemble.ledger.books.model.View;
import org.assemble.ledger.csv.Tabular;
import org.assemble.ledger.due.Dues.Due;
import org.assemble.ledger.due.Dues.Open;
import org.assemble.ledger.due.Dues.Owed;
import org.assemble.ledger.due.model.Step;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.platform.csv.CsvWriter;
import org.assemble.platform.csv.Table;
import org.assemble.platform.money.Money;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/ledger/due")
@Tag(name = "books", description = "Balances on any day, as known at any moment (M8)")
@RolesAllowed({"finance", "finance-approver"})
public class DueResource {

    @Inject Dues dues;

    @Inject Views views;

    public record OwedView(UUID campaignId, Money owed) {
        static OwedView of(Owed owed) {
            return new OwedView(owed.campaignId(), Money.pence(owed.owedPence()));
        }
    }

    /// @param waitsFor `approval` or `payment`
    public record InvoiceDue(UUID invoiceId, UUID campaignId, Money amount, String waitsFor) {
        static InvoiceDue of(Open open) {
            return new InvoiceDue(
                    open.thing().id(),
                    open.campaignId(),
                    Money.pence(open.pence()),
                    text(open.waitsFor()));
        }
    }

    /// @param waitsFor `approval`, `release` or `settlement`
    public record RunDue(UUID runId, Money total, String waitsFor) {
        static RunDue of(Open open) {
            return new RunDue(open.thing().id(), Money.pence(open.pence()), text(open.waitsFor()));
        }
    }

    /// What waits for somebody.
    ///
    /// @param owed to campaigns whose bank details are confirmed, what is in a run that is not
    ///   released included
    /// @param owedWithoutBankDetails to campaigns that can't be paid yet
    /// @param asOf the day that it speaks of: what counts later is left out, and the next payout
    ///   day is counted from it
    /// @param position the last event that is in it; as `knownAt`, and with its `asOf`, it gives
    ///   the same answer again
    public record DueView(
            LocalDate nextPayoutDay,
            List<OwedView> owed,
            List<OwedView> owedWithoutBankDetails,
            List<InvoiceDue> invoices,
            List<RunDue> payoutRuns,
            LocalDate asOf,
            long position)
            implements Tabular {

        static DueView of(View view, Due due) {
            return new DueView(
                    due.nextPayoutDay(),
                    due.owed().stream().filter(Owed::payable).map(OwedView::of).toList(),
                    due.owed().stream()
                            .filter(Predicate.not(Owed::payable))
                            .map(OwedView::of)
                            .toList(),
                    due.open().stream()
                            .filter(open -> open.thing().kind() == StreamId.Kind.INVOICE)
                            .map(InvoiceDue::of)
                            .toList(),
                    due.open().stream()
                            .filter(open -> open.thing().kind() == StreamId.Kind.PAYOUT_RUN)
                            .map(RunDue::of)
                            .toList(),
                    view.lastDay(),
                    view.position());
        }

        @Override
        public Table<DueLine> table() {
            return new Table<>(
                    DueLine.class,
                    Stream.of(
                                    owed.stream().map(one -> DueLine.of("owed", "payout run", one)),
                                    owedWithoutBankDetails.stream()
                                            .map(one -> DueLine.of("owed", "bank details", one)),
                                    invoices.stream().map(DueLine::of),
                                    payoutRuns.stream().map(DueLine::of))
                            .flatMap(lines -> lines)
                            .toList());
        }
    }

    /// A line of what is due as a table.
    ///
    /// @param what `owed`, `invoice` or `payout run`
    record DueLine(String what, UUID id, UUID campaignId, Money amount, String waitsFor) {
        static DueLine of(String what, String waitsFor, OwedView owed) {
            return new DueLine(what, null, owed.campaignId(), owed.owed(), waitsFor);
        }

        static DueLine of(InvoiceDue invoice) {
            return new DueLine(
                    "invoice",
                    invoice.invoiceId(),
                    invoice.campaignId(),
                    invoice.amount(),
                    invoice.waitsFor());
        }

        static DueLine of(RunDue run) {
            return new DueLine("payout run", run.runId(), null, run.total(), run.waitsFor());
        }
    }

    private static String text(Step step) {
        return step.name().toLowerCase(Locale.ROOT);
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
    @Operation(
            summary =
                    "What is due: owed to campaigns, invoices and payout runs that wait, the next payout day",
            description =
                    "It is due on a day: `asOf`, or without it that of `knownAt`, or today; the answer tells it.")
    public Uni<DueView> due(@BeanParam AsOf asOf) {
        return views.ofDay(asOf).chain(view -> dues.of(view).map(due -> DueView.of(view, due)));
    }
}
