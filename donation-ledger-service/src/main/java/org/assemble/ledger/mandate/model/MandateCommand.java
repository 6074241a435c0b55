package org.assemble.ledger.mandate.model;

import java.time.LocalDate;
import java.util.UUID;
import org.assemble.ledger.journal.model.MandateEvent.EndReason;

/// What becomes of a monthly donation. Persons are named by the subject of their token; `on` is
/// today in Europe/London.
public sealed interface MandateCommand {

    /// @param assemblyId the ward assembly where it was pledged (A3); null where it was in none
    ///   (then it is never matched)
    record Pledge(
            UUID mandateId,
            UUID campaignId,
            UUID assemblyId,
            UUID donorId,
            long monthlyPence,
            LocalDate pledgedOn)
            implements MandateCommand {}

    /// The same from a person's hand, who can slip.
    ///
    /// @param limitPence the most that a donation may be
    record Enter(Pledge pledge, long limitPence, LocalDate on) implements MandateCommand {}

    /// @param first whether it is the donor's first payment to the campaign (M5)
    record PaymentArrived(UUID donationId, long pence, boolean first, LocalDate receivedOn)
            implements MandateCommand {}

    /// Wholly (M7).
    record PaymentReversed(UUID donationId, LocalDate reversedOn) implements MandateCommand {}

    /// @param validFrom the day from which the amount is expected; it may lie ahead
    record ChangeAmount(
            long monthlyPence, LocalDate validFrom, UUID changedBy, long limitPence, LocalDate on)
            implements MandateCommand {}

    record End(EndReason reason, LocalDate endedOn, UUID endedBy, LocalDate on)
            implements MandateCommand {}
}
