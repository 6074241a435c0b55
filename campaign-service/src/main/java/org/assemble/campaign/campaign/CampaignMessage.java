package org.assemble.campaign.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.assemble.campaign.campaign.model.CampaignCommand.Side;
import org.assemble.campaign.campaign.model.CampaignEvent;
import org.assemble.platform.eventlog.OutgoingEvent;

/// What the others learn of a campaign's life. Type names are permanent; the schemas stand in
/// `contract/events`.
sealed interface CampaignMessage extends OutgoingEvent {
    String PREFIX = "org.assemble.campaign.";

    UUID campaignId();

    @Override
    default String subject() {
        return campaignId().toString();
    }

    @Override
    default String key() {
        return campaignId().toString();
    }

    record CampaignRegistered(
            UUID campaignId, UUID electionId, String constituencyCode, String region)
            implements CampaignMessage {
        @Override
        public String type() {
            return PREFIX + "CampaignRegistered.v1";
        }
    }

    record FoundingMeetingPlanned(UUID campaignId, LocalDate on) implements CampaignMessage {
        @Override
        public String type() {
            return PREFIX + "FoundingMeetingPlanned.v1";
        }
    }

    record CampaignFounded(UUID campaignId, int attended, int committed)
            implements CampaignMessage {
        @Override
        public String type() {
            return PREFIX + "CampaignFounded.v1";
        }
    }

    record AgreementConfirmed(
            UUID campaignId, UUID agreementId, String version, Instant confirmedAt)
            implements CampaignMessage {
        @Override
        public String type() {
            return PREFIX + "AgreementConfirmed.v1";
        }
    }

    record CampaignLaunched(UUID campaignId, LocalDate heldOn) implements CampaignMessage {
        @Override
        public String type() {
            return PREFIX + "CampaignLaunched.v1";
        }
    }

    record CampaignContesting(UUID campaignId) implements CampaignMessage {
        @Override
        public String type() {
            return PREFIX + "CampaignContesting.v1";
        }
    }

    record CampaignConcluded(UUID campaignId) implements CampaignMessage {
        @Override
        public String type() {
            return PREFIX + "CampaignConcluded.v1";
        }
    }

    record CampaignWithdrawn(UUID campaignId, Side by, Instant withdrawnAt)
            implements CampaignMessage {
        @Override
        public String type() {
            return PREFIX + "CampaignWithdrawn.v1";
        }
    }

    /// What others are told of a step.
    static CampaignMessage of(UUID id, CampaignEvent event, Instant at) {
        return switch (event) {
            case CampaignEvent.FoundingMeetingPlanned(LocalDate on, _) ->
                    new FoundingMeetingPlanned(id, on);
            case CampaignEvent.Founded(int attended, int committed, _) ->
                    new CampaignFounded(id, attended, committed);
            case CampaignEvent.AgreementConfirmed(UUID agreementId, String version) ->
                    new AgreementConfirmed(id, agreementId, version, at);
            case CampaignEvent.Launched(LocalDate heldOn, _) -> new CampaignLaunched(id, heldOn);
            case CampaignEvent.Contesting _ -> new CampaignContesting(id);
            case CampaignEvent.Concluded _ -> new CampaignConcluded(id);
            case CampaignEvent.Withdrawn(Side by, _) -> new CampaignWithdrawn(id, by, at);
        };
    }
}
