package org.assemble.ledger.donation.model;

import java.time.LocalDate;
import java.util.UUID;

/// Money that has come into the Assemble account. Donor, mandate and campaign may be null: not
/// known, or none.
///
/// @param toUnit given to the Assembly Unit, whose fund is its own (M1)
public record RecordDonation(
        UUID donationId,
        String source,
        String reference,
        long pence,
        LocalDate receivedOn,
        UUID donorId,
        UUID mandateId,
        UUID campaignId,
        boolean toUnit) {}
