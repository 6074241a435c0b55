package org.assemble.campaign.campaign.model;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/// What can be asked of a campaign's life.
public sealed interface CampaignCommand {

    /// K2: the initial group calls a founding meeting.
    record PlanFoundingMeeting(LocalDate on, String place) implements CampaignCommand {}

    /// K3: what the founding meeting decided.
    ///
    /// @param minimumCommitted the policy in force on the day of recording
    /// @param byCoordinator whether a coordinator of the region records it
    /// @param reason why the campaign starts with fewer than the minimum
    record RecordFoundingMeeting(
            int attended,
            int committed,
            long minimumCommitted,
            boolean byCoordinator,
            Optional<String> reason)
            implements CampaignCommand {}

    /// G1: the campaign confirms one version of the agreement, or a newer one (G3).
    record ConfirmAgreement(UUID agreementId, String version) implements CampaignCommand {}

    /// M4, M5: the launch event has happened.
    record RecordLaunch(LocalDate heldOn, String place) implements CampaignCommand {}

    /// K7: the campaign contests the election.
    record Contest(Readiness readiness) implements CampaignCommand {}

    /// The election is over.
    record Conclude() implements CampaignCommand {}

    /// G2: either side pulls out; no permission is needed.
    record Withdraw(Side by, String reason) implements CampaignCommand {}

    /// The two sides of the agreement.
    enum Side {
        CAMPAIGN,
        ASSEMBLE
    }
}
