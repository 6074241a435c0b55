package org.assemble.ledger.invoice.model;

import java.time.LocalDate;
import java.util.UUID;
import org.assemble.ledger.bank.model.BankAccount;
import org.assemble.ledger.policy.model.Approver;

/// Persons are named by the subject of their token. `on` is today in Europe/London, `paidOn` what
/// the bank shows.
public sealed interface InvoiceCommand {

    /// @param documentId the supplier, the number and the description
    record Submit(
            UUID invoiceId,
            UUID campaignId,
            UUID documentId,
            BankAccount supplier,
            long pence,
            UUID submittedBy,
            LocalDate on)
            implements InvoiceCommand {}

    record Approve(Approver approver, LocalDate on) implements InvoiceCommand {}

    record Pay(LocalDate paidOn, String bankReference, UUID recordedBy, LocalDate on)
            implements InvoiceCommand {}
}
