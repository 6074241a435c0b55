package org.assemble.ledger.policy.model;

import java.time.LocalDate;
import java.util.UUID;

/// A national admin decides.
///
/// @param campaignId null where it is for everyone
/// @param value null where a campaign's own value is withdrawn
/// @param setBy the subject of their token
/// @param on today in Europe/London
public record SetPolicy(
        String policy, UUID campaignId, LocalDate validFrom, Long value, UUID setBy, LocalDate on) {

    /// The campaign has everyone's value again.
    boolean withdraws() {
        return value == null && campaignId != null;
    }
}
