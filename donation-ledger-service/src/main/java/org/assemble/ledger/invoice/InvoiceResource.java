package org.assemble.ledger.invoice;

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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.UUID;
import org.assemble.ledger.bank.model.BankAccount;
import org.assemble.ledger.fund.Campaigns;
import org.assemble.ledger.invoice.model.Invoice;
import org.assemble.ledger.journal.Requests;
import org.assemble.platform.caller.CurrentCaller;
import org.assemble.platform.money.Money;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/ledger/invoices")
@Tag(
        name = "invoices",
        description = "Invoices for launch events, which Assemble pays to the suppliers (M4)")
public class InvoiceResource {

    @Inject Invoicing invoicing;

    @Inject Campaigns campaigns;

    @Inject Requests requests;

    @Inject CurrentCaller caller;

    /// Who is to be paid.
    public record Supplier(
            @NotBlank @Size(max = 140) String name,
            @NotBlank @Size(max = 20) String sortCode,
            @NotBlank @Size(max = 20) String accountNumber) {}

    /// An invoice for the campaign's launch event.
    ///
    /// @param number the supplier's
    public record NewInvoice(
            @NotNull UUID campaignId,
            @NotNull @Valid Supplier supplier,
            @NotBlank @Size(max = 60) String number,
            @NotNull Money amount,
            @NotBlank @Size(max = 500) String description) {

        InvoiceDocument toDocument() {
            return new InvoiceDocument(
                    BankAccount.written(
                            supplier.name(), supplier.sortCode(), supplier.accountNumber()),
                    number.strip(),
                    description);
        }
    }

    /// What the bank shows of the payment to the supplier.
    public record Payment(
            @NotNull LocalDate paidOn, @NotBlank @Size(max = 60) String bankReference) {}

    /// An invoice and how far it got; supplier and description are not repeated.
    ///
    /// @param state `submitted`, `approved` or `paid`
    public record InvoiceView(
            UUID id,
            UUID campaignId,
            Money amount,
            String state,
            UUID submittedBy,
            UUID approvedBy) {

        static InvoiceView of(Invoice.Known invoice) {
            return switch (invoice) {
                case Invoice.Submitted(Invoice.Bill bill) -> of(bill, "submitted", null);
                case Invoice.Approved(Invoice.Bill bill, UUID approvedBy) ->
                        of(bill, "approved", approvedBy);
                case Invoice.Paid(Invoice.Bill bill, UUID approvedBy) ->
                        of(bill, "paid", approvedBy);
            };
        }

        private static InvoiceView of(Invoice.Bill bill, String state, UUID approvedBy) {
            return new InvoiceView(
                    bill.invoiceId(),
                    bill.campaignId(),
                    Money.pence(bill.pence()),
                    state,
                    bill.submittedBy(),
                    approvedBy);
        }
    }

    @POST
    @RolesAllowed("campaign-organiser")
    @Produces(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = InvoiceView.class, responseCode = "201")
    @Operation(summary = "Submit an invoice for the campaign's launch event")
    public Uni<RestResponse<InvoiceView>> submit(@NotNull @Valid NewInvoice invoice) {
        return requests.created(
                invoice,
                invoicing.submitting(
                        invoice.campaignId(),
                        invoice.toDocument(),
                        invoice.amount().amount(),
                        caller.get().mustBeOf(invoice.campaignId())),
                InvoiceView::id);
    }

    @POST
    @Path("/{invoiceId}/approval")
    @RolesAllowed({"finance-approver", "finance"})
    @Operation(
            summary =
                    "Approve an invoice, as a second person; above the policy approval-limit-pence an approver")
    public Uni<RestResponse<InvoiceView>> approve(@RestPath UUID invoiceId) {
        return requests.done("approval", invoicing.approving(invoiceId, caller.get()));
    }

    @POST
    @Path("/{invoiceId}/payment")
    @RolesAllowed("finance")
    @Operation(summary = "Record that the supplier was paid")
    public Uni<RestResponse<InvoiceView>> pay(
            @RestPath UUID invoiceId, @NotNull @Valid Payment payment) {
        return requests.done(
                payment,
                invoicing.paying(
                        invoiceId, payment.paidOn(), payment.bankReference(), caller.get()));
    }

    @GET
    @Path("/{invoiceId}")
    @RolesAllowed({"finance", "finance-approver", "campaign-organiser", "regional-coordinator"})
    @Operation(summary = "One invoice")
    public Uni<InvoiceView> get(@RestPath UUID invoiceId) {
        return invoicing
                .get(invoiceId)
                .call(invoice -> campaigns.seenBy(caller.get(), invoice.bill().campaignId()))
                .map(InvoiceView::of);
    }
}
