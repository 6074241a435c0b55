package org.assemble.ledger.journal;

import static org.assemble.ledger.policy.model.Policy.Name.APPROVAL_LIMIT_PENCE;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assemble.ledger.bank.model.BankDetails;
import org.assemble.ledger.donation.model.Donation;
import org.assemble.ledger.fund.model.Fund;
import org.assemble.ledger.fund.model.Terms;
import org.assemble.ledger.invoice.model.Invoice;
import org.assemble.ledger.mandate.model.Mandate;
import org.assemble.ledger.payout.model.PayoutRun;
import org.assemble.ledger.period.model.Periods;
import org.assemble.ledger.policy.model.Approver;
import org.assemble.ledger.policy.model.Policies;
import org.assemble.platform.caller.Caller;

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

    Policies policies();

    Periods periods();

    /// Who approves, with what the policy lets them.
    default Approver approver(Caller caller) {
        return new Approver(
                caller.personId(),
                caller.has("finance-approver"),
                policies().inForce(APPROVAL_LIMIT_PENCE, today()));
    }

    /// M5: the earliest payment of a donor's monthly donations to a campaign that was shared, came
    /// in after the one named, and is not wholly reversed.
    Optional<Donation.Recorded> nextPayment(UUID campaignId, UUID donorId, UUID donationId);

    /// Every campaign that was ever owed anything, in the order of their ids.
    List<UUID> campaignsEverOwed();

    /// What the books say the bank account holds less what released payout runs are about to take.
    long freeInBankPence();

    <T> T document(UUID documentId, Class<T> type);
}
