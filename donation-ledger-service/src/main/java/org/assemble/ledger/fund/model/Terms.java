package org.assemble.ledger.fund.model;

import static org.assemble.ledger.policy.model.Policy.Name.CAMPAIGN_SHARE_BASIS_POINTS;
import static org.assemble.ledger.policy.model.Policy.Name.DONATION_LIMIT_PENCE;
import static org.assemble.ledger.policy.model.Policy.Name.MATCH_CAP_PENCE;
import static org.assemble.ledger.policy.model.Policy.Name.STARTUP_CAP_PENCE;

import java.time.LocalDate;
import java.util.UUID;
import org.assemble.ledger.policy.model.Policies;

/// The policies in force on the day that counts, and the campaign's polling day (null while no
/// election is called).
public record Terms(
        int shareBasisPoints,
        long matchCapPence,
        long startupCapPence,
        long donationLimitPence,
        LocalDate pollingDay) {

    /// @param campaignId the campaign, which may have caps of its own; null for none
    public static Terms on(
            LocalDate day, Policies policies, UUID campaignId, LocalDate pollingDay) {
        return new Terms(
                Math.toIntExact(policies.inForce(CAMPAIGN_SHARE_BASIS_POINTS, day)),
                policies.inForce(MATCH_CAP_PENCE, campaignId, day),
                policies.inForce(STARTUP_CAP_PENCE, campaignId, day),
                policies.inForce(DONATION_LIMIT_PENCE, day),
                pollingDay);
    }

    /// M6: from polling day on.
    public boolean pollingDayReached(LocalDate day) {
        return pollingDay != null && !day.isBefore(pollingDay);
    }
}
