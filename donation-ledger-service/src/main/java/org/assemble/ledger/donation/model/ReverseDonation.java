package org.assemble.ledger.donation.model;

import java.time.LocalDate;
import java.util.UUID;
import org.assemble.ledger.journal.model.ReversalEvent.Kind;

/// Money of a donation that went back, or never came (M7).
public record ReverseDonation(
        UUID reversalId,
        UUID donationId,
        Kind kind,
        String source,
        String reference,
        long pence,
        LocalDate reversedOn) {}
