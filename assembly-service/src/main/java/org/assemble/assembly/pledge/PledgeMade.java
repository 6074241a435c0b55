package org.assemble.assembly.pledge;

import java.time.Instant;
import java.util.UUID;
import org.assemble.platform.eventlog.OutgoingEvent;

/// Somebody at an assembly pledged a monthly donation (A3): the ledger begins a mandate (M1).
///
/// @param donorId the id of the check-in: who that is nobody here knows
record PledgeMade(
        UUID pledgeId,
        UUID assemblyId,
        UUID campaignId,
        UUID donorId,
        long monthlyPence,
        Instant pledgedAt)
        implements OutgoingEvent {
    @Override
    public String type() {
        return "org.assemble.assembly.PledgeMade.v1";
    }

    @Override
    public String subject() {
        return pledgeId.toString();
    }

    @Override
    public String key() {
        return campaignId.toString();
    }
}
