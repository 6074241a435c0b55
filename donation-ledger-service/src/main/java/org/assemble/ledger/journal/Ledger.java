package org.assemble.ledger.journal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.assemble.ledger.bank.model.BankDetails;
import org.assemble.ledger.donation.model.Donation;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.fund.model.Terms;
import org.assemble.ledger.invoice.model.Invoice;
import org.assemble.ledger.mandate.model.Mandate;
import org.assemble.ledger.payout.model.PayoutRun;

/// The books as an order finds them when its turn comes: after everything that was appended before
/// it, and before anything else. What is not known is answered by its kind's unknown, never by
/// null.
public interface Ledger {

    /// When this is recorded.
    Instant now();

    /// The legal day (Europe/London) of now.
    LocalDate today();

    /// The policies in force on a day, and the polling day of the fund's election.
    Terms termsOn(LocalDate day, Fund fund);

    Fund fund(UUID campaignId);

    Mandate mandate(UUID mandateId);

    Donation donation(UUID donationId);

    Invoice invoice(UUID invoiceId);

    BankDetails bankDetails(UUID campaignId);

    PayoutRun payoutRun(UUID runId);

    /// Every campaign that was ever owed anything, in the order of their ids.
    List<UUID> campaignsEverOwed();

    /// What the books say the bank account holds.
    long bankPence();

    <T> T document(UUID documentId, Class<T> type);
}
