package org.assemble.campaign.campaign.model;

import java.time.LocalDate;
import java.util.UUID;

/// A step in a campaign's life (K6).
public sealed interface CampaignEvent {
    record FoundingMeetingPlanned(LocalDate on, String place) implements CampaignEvent {}

    record Founded(int attended, int committed, String reason) implements CampaignEvent {}

    record AgreementConfirmed(UUID agreementId, String version) implements CampaignEvent {}

    record Launched(LocalDate heldOn, String place) implements CampaignEvent {}

    record Contesting() implements CampaignEvent {}

    record Concluded() implements CampaignEvent {}

    record Withdrawn(CampaignCommand.Side by, String reason) implements CampaignEvent {}
}
