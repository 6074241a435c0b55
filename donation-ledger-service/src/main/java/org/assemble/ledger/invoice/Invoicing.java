package org.assemble.ledger.invoice;

import static org.assemble.ledger.journal.model.Refusal.INVOICE_DUPLICATE;
import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_INVOICE;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Function;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.invoice.InvoiceResource.InvoiceView;
import org.assemble.ledger.invoice.model.Invoice;
import org.assemble.ledger.invoice.model.InvoiceCommand;
import org.assemble.ledger.journal.Document;
import org.assemble.ledger.journal.History;
import org.assemble.ledger.journal.Key;
import org.assemble.ledger.journal.Ledger;
import org.assemble.ledger.journal.LedgerRefusal;
import org.assemble.ledger.journal.Order;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.id.Ids;

/// Invoices for launch events (M4).
@ApplicationScoped
class Invoicing {

    @Inject History history;

    /// What makes two invoices the same one.
    private record Same(String sortCode, String accountNumber, String number, long pence) {}

    Order<InvoiceView> submitting(
            UUID campaignId, InvoiceDocument document, long pence, Caller by) {
        UUID invoiceId = Ids.next();
        UUID documentId = Ids.next();
        return order(
                        invoiceId,
                        _ -> campaignId,
                        ledger ->
                                new InvoiceCommand.Submit(
                                        invoiceId,
                                        campaignId,
                                        documentId,
                                        document.supplier(),
                                        pence,
                                        by.personId(),
                                        ledger.today()))
                .with(new Document(documentId, "invoice", document))
                .named(oncePerInvoice(invoiceId, document, pence));
    }

    /// The name stands for one submission: whoever comes with the same supplier, number and amount
    /// is not its repeat.
    private static Key oncePerInvoice(UUID invoiceId, InvoiceDocument document, long pence) {
        Same same =
                new Same(
                        document.supplier().sortCode(),
                        document.supplier().accountNumber(),
                        document.number(),
                        pence);
        return Key.of(
                "invoice:" + Key.digest(same),
                invoiceId,
                new LedgerRefusal(INVOICE_DUPLICATE)
                        .at(
                                "/number",
                                "The supplier's invoice of this number and amount was submitted before."));
    }

    Order<InvoiceView> approving(UUID invoiceId, Caller by) {
        return order(
                invoiceId,
                campaignOf(invoiceId),
                ledger -> new InvoiceCommand.Approve(ledger.approver(by), ledger.today()));
    }

    Order<InvoiceView> paying(UUID invoiceId, LocalDate paidOn, String bankReference, Caller by) {
        return order(
                invoiceId,
                campaignOf(invoiceId),
                ledger ->
                        new InvoiceCommand.Pay(
                                paidOn, bankReference, by.personId(), ledger.today()));
    }

    private static Order<InvoiceView> order(
            UUID invoiceId,
            Function<Ledger, UUID> campaign,
            Function<Ledger, InvoiceCommand> command) {
        return Order.of(
                ledger -> decide(invoiceId, campaign.apply(ledger), command.apply(ledger), ledger),
                ledger -> InvoiceView.of((Invoice.Known) ledger.invoice(invoiceId)),
                InvoiceView.class);
    }

    private static Decision decide(
            UUID invoiceId, UUID campaignId, InvoiceCommand command, Ledger ledger) {
        Fund fund = campaignId == null ? Fund.UNKNOWN : ledger.fund(campaignId);
        return ledger.invoice(invoiceId)
                .decide(command, fund, ledger.termsOn(ledger.today(), fund));
    }

    private static Function<Ledger, UUID> campaignOf(UUID invoiceId) {
        return ledger ->
                ledger.invoice(invoiceId) instanceof Invoice.Known known
                        ? known.bill().campaignId()
                        : null;
    }

    Uni<Invoice.Known> get(UUID invoiceId) {
        return history.of(StreamId.invoice(invoiceId), Invoice.UNKNOWN)
                .map(invoice ->
                        switch (invoice) {
                            case Invoice.Known known -> known;
                            case Invoice.Unknown _ ->
                                    throw new LedgerRefusal(UNKNOWN_INVOICE)
                                            .because("No invoice has the id " + invoiceId + ".");
                        });
    }
}
