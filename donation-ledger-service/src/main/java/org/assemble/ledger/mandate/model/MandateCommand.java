package org.assemble.ledger.mandate.model;

import java.time.LocalDate;
import java.util.UUID;

public sealed interface MandateCommand {

    record Pledge(
            UUID mandateId,
            UUID campaignId,
            UUID assemblyId,
            UUID donorId,
            long monthlyPence,
            LocalDate pledgedOn)
            implements MandateCommand {}

    record PaymentArrived(UUID donationId, LocalDate receivedOn) implements MandateCommand {}
}
