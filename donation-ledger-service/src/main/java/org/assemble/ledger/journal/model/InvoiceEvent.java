package org.assemble.ledger.journal.model;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// M4: a launch event's invoice, which Assemble pays to the supplier.
public sealed interface InvoiceEvent extends LedgerEvent {

    UUID invoiceId();

    UUID campaignId();

    @Override
    default StreamId stream() {
        return StreamId.invoice(invoiceId());
    }

    @Override
    default Optional<UUID> campaign() {
        return Optional.of(campaignId());
    }

    /// Supplier, number and description are the document's; persons are named by the subject of
    /// their token. `capPence` is the policy it was taken by; null in what was submitted before it
    /// stood here.
    record InvoiceSubmitted(
            UUID invoiceId,
            UUID campaignId,
            UUID documentId,
            long pence,
            UUID submittedBy,
            Long capPence,
            LocalDate occurredOn)
            implements InvoiceEvent {}

    /// `capPence` and `approvalLimitPence` are the policies it was decided by; the limit is null in
    /// what was approved before there was one.
    record InvoiceApproved(
            UUID invoiceId,
            UUID campaignId,
            long pence,
            UUID approvedBy,
            long capPence,
            Long approvalLimitPence,
            LocalDate occurredOn)
            implements InvoiceEvent {}

    record InvoicePaid(
            UUID invoiceId,
            UUID campaignId,
            long pence,
            String bankReference,
            UUID recordedBy,
            LocalDate occurredOn)
            implements InvoiceEvent {}
}
