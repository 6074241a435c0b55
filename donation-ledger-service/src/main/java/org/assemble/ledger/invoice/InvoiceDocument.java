package org.assemble.ledger.invoice;

import org.assemble.ledger.bank.model.BankAccount;

/// What stands on an invoice; the events only refer to it.
///
/// @param number the supplier's
record InvoiceDocument(BankAccount supplier, String number, String description) {}
