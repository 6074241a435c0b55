package org.assemble.ledger.fund.model;

import java.time.LocalDate;
import java.util.UUID;

/// The steps of a campaign's life that its money depends on; a step not yet taken is null.
public record Life(
        UUID campaignId,
        UUID electionId,
        String region,
        LocalDate agreedOn,
        LocalDate launchedOn,
        LocalDate withdrewOn) {

    public static final Life UNKNOWN = new Life(null, null, null, null, null, null);

    public boolean known() {
        return campaignId != null;
    }

    public boolean agreed() {
        return agreedOn != null;
    }

    public boolean launched() {
        return launchedOn != null;
    }

    public boolean withdrew() {
        return withdrewOn != null;
    }

    /// M9: what came in later than the day of the withdrawal is the national fund's.
    boolean withdrewBefore(LocalDate day) {
        return withdrew() && withdrewOn.isBefore(day);
    }

    Life agree(LocalDate day) {
        return new Life(campaignId, electionId, region, day, launchedOn, withdrewOn);
    }

    Life launch(LocalDate day) {
        return new Life(campaignId, electionId, region, agreedOn, day, withdrewOn);
    }

    Life withdraw(LocalDate day) {
        return new Life(campaignId, electionId, region, agreedOn, launchedOn, day);
    }
}
