package org.assemble.ledger.invoice.model;

import static org.assemble.ledger.journal.model.Decision.accept;
import static org.assemble.ledger.journal.model.Decision.refuse;
import static org.assemble.ledger.journal.model.Refusal.AMOUNT_NOT_POSITIVE;
import static org.assemble.ledger.journal.model.Refusal.APPROVAL_ABOVE_LIMIT;
import static org.assemble.ledger.journal.model.Refusal.APPROVER_IS_SUBMITTER;
import static org.assemble.ledger.journal.model.Refusal.BANK_ACCOUNT_MALFORMED;
import static org.assemble.ledger.journal.model.Refusal.CAMPAIGN_NOT_AGREED;
import static org.assemble.ledger.journal.model.Refusal.CAMPAIGN_WITHDRAWN;
import static org.assemble.ledger.journal.model.Refusal.DATE_IN_FUTURE;
import static org.assemble.ledger.journal.model.Refusal.INVOICE_NOT_APPROVED;
import static org.assemble.ledger.journal.model.Refusal.INVOICE_NOT_SUBMITTED;
import static org.assemble.ledger.journal.model.Refusal.STARTUP_CAP_EXCEEDED;
import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_CAMPAIGN;
import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_INVOICE;

import java.util.UUID;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.fund.model.Terms;
import org.assemble.ledger.invoice.model.InvoiceCommand.Approve;
import org.assemble.ledger.invoice.model.InvoiceCommand.Pay;
import org.assemble.ledger.invoice.model.InvoiceCommand.Submit;
import org.assemble.ledger.journal.model.BankDetailsEvent;
import org.assemble.ledger.journal.model.CampaignEvent;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.DonationEvent;
import org.assemble.ledger.journal.model.ElectionEvent;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceApproved;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoicePaid;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceSubmitted;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.MandateEvent;
import org.assemble.ledger.journal.model.PayoutEvent;
import org.assemble.ledger.journal.model.PeriodEvent;
import org.assemble.ledger.journal.model.PolicyEvent;
import org.assemble.ledger.journal.model.ReversalEvent;
import org.assemble.ledger.journal.model.State;

/// M4: an invoice for a launch event: submitted by the campaign, approved by a second person, paid
/// to the supplier.
public sealed interface Invoice extends State<Invoice> {

    Invoice UNKNOWN = new Unknown();

    record Unknown() implements Invoice {}

    /// @param documentId the supplier, the number and the description
    record Bill(UUID invoiceId, UUID campaignId, UUID documentId, long pence, UUID submittedBy) {}

    /// An invoice that is known, in whichever state.
    sealed interface Known extends Invoice {
        Bill bill();
    }

    record Submitted(Bill bill) implements Known {}

    record Approved(Bill bill, UUID approvedBy) implements Known {}

    record Paid(Bill bill, UUID approvedBy) implements Known {}

    /// @param fund the fund of the invoice's campaign
    default Decision decide(InvoiceCommand command, Fund fund, Terms terms) {
        return switch (command) {
            case Submit c -> submit(c, fund, terms);
            case Approve c -> approve(c, fund, terms);
            case Pay c -> pay(c);
        };
    }

    private static Decision submit(Submit c, Fund fund, Terms terms) {
        if (c.pence() <= 0) {
            return refuse(AMOUNT_NOT_POSITIVE, "An invoice asks for at least a penny.");
        }
        if (!c.supplier().wellFormed()) {
            return refuse(
                    BANK_ACCOUNT_MALFORMED,
                    "The supplier's sort code or account number has the wrong digits.");
        }
        if (!fund.life().known()) {
            return refuse(
                    UNKNOWN_CAMPAIGN, "The ledger does not know campaign " + c.campaignId() + ".");
        }
        if (!fund.life().agreed()) {
            return refuse(
                    CAMPAIGN_NOT_AGREED, "Invoices are taken once the agreement is confirmed.");
        }
        if (fund.life().withdrew()) {
            return refuse(
                    CAMPAIGN_WITHDRAWN, "A campaign that withdrew has no launch event to pay for.");
        }
        if (c.pence() > fund.startupLeftPence(terms)) {
            return overCap(fund, terms);
        }
        return accept(
                new InvoiceSubmitted(
                        c.invoiceId(),
                        c.campaignId(),
                        c.documentId(),
                        c.pence(),
                        c.submittedBy(),
                        terms.startupCapPence(),
                        c.on()));
    }

    private Decision approve(Approve c, Fund fund, Terms terms) {
        return switch (this) {
            case Unknown _ -> refuse(UNKNOWN_INVOICE, "The ledger does not know this invoice.");
            case Approved _, Paid _ ->
                    refuse(INVOICE_NOT_SUBMITTED, "The invoice is approved already.");
            case Submitted(Bill bill) when fund.life().withdrew() ->
                    refuse(
                            CAMPAIGN_WITHDRAWN,
                            "A campaign that withdrew has no launch event to pay for.");
            case Submitted(Bill bill) when !c.approver().mayApprove(bill.pence()) ->
                    refuse(
                            APPROVAL_ABOVE_LIMIT,
                            "Finance approves up to " + c.approver().limitPence() + " pence.");
            case Submitted(Bill bill) when c.approver().personId().equals(bill.submittedBy()) ->
                    refuse(APPROVER_IS_SUBMITTER, "Who submitted an invoice does not approve it.");
            case Submitted(Bill bill) when bill.pence() > fund.startupLeftPence(terms) ->
                    overCap(fund, terms);
            case Submitted(Bill bill) ->
                    accept(
                            new InvoiceApproved(
                                    bill.invoiceId(),
                                    bill.campaignId(),
                                    bill.pence(),
                                    c.approver().personId(),
                                    terms.startupCapPence(),
                                    c.approver().limitPence(),
                                    c.on()));
        };
    }

    private Decision pay(Pay c) {
        if (c.paidOn().isAfter(c.on())) {
            return refuse(DATE_IN_FUTURE, c.paidOn() + " is still to come.");
        }
        return switch (this) {
            case Unknown _ -> refuse(UNKNOWN_INVOICE, "The ledger does not know this invoice.");
            case Submitted _ -> refuse(INVOICE_NOT_APPROVED, "The invoice waits for approval.");
            case Paid _ -> refuse(INVOICE_NOT_APPROVED, "The invoice is paid already.");
            case Approved(Bill bill, _) ->
                    accept(
                            new InvoicePaid(
                                    bill.invoiceId(),
                                    bill.campaignId(),
                                    bill.pence(),
                                    c.bankReference(),
                                    c.recordedBy(),
                                    c.paidOn()));
        };
    }

    private static Decision overCap(Fund fund, Terms terms) {
        return refuse(
                STARTUP_CAP_EXCEEDED,
                "Of the startup budget " + fund.startupLeftPence(terms) + " pence are left.");
    }

    @Override
    default Invoice evolve(LedgerEvent event) {
        return switch (event) {
            case InvoiceSubmitted e ->
                    new Submitted(
                            new Bill(
                                    e.invoiceId(),
                                    e.campaignId(),
                                    e.documentId(),
                                    e.pence(),
                                    e.submittedBy()));
            case InvoiceApproved e ->
                    switch (this) {
                        case Submitted(Bill bill) -> new Approved(bill, e.approvedBy());
                        case Unknown _, Approved _, Paid _ ->
                                throw new IllegalStateException("not to be approved: " + e);
                    };
            case InvoicePaid e ->
                    switch (this) {
                        case Approved(Bill bill, UUID approvedBy) -> new Paid(bill, approvedBy);
                        case Unknown _, Submitted _, Paid _ ->
                                throw new IllegalStateException("not to be paid: " + e);
                    };
            case CampaignEvent _, ElectionEvent _, MandateEvent _, DonationEvent _ -> this;
            case ReversalEvent _, BankDetailsEvent _, PayoutEvent _ -> this;
            case PolicyEvent _, PeriodEvent _ -> this;
        };
    }
}
