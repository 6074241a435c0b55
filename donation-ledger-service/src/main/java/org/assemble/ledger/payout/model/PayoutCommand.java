package org.assemble.ledger.payout.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.ledger.policy.model.Approver;

/// M3. Persons are named by the subject of their token; `on` is today in Europe/London.
public sealed interface PayoutCommand {

    /// @param candidates each campaign that may be owed, in the order of their lines
    record Propose(UUID runId, List<Candidate> candidates, UUID proposedBy, LocalDate on)
            implements PayoutCommand {}

    /// @param freePence what is owed and not set aside for another run
    /// @param documentId the confirmed bank account, or null
    record Candidate(UUID campaignId, long freePence, UUID documentId) {}

    record Approve(Approver approver, LocalDate on) implements PayoutCommand {}

    /// @param owedPence what each campaign of the run is owed now
    /// @param freeInBankPence what the bank account holds now and no released run is about to take
    record Release(
            UUID releasedBy,
            BankFile file,
            Map<UUID, Long> owedPence,
            long freeInBankPence,
            LocalDate on)
            implements PayoutCommand {}

    record Settle(UUID settledBy, LocalDate settledOn, String bankReference, LocalDate on)
            implements PayoutCommand {}

    record Cancel(UUID cancelledBy, String reason, LocalDate on) implements PayoutCommand {}
}
