package org.assemble.campaign.campaign;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.campaign.campaign.model.CampaignCommand;
import org.assemble.campaign.campaign.model.CampaignEvent;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// One step in a campaign's life, with its time, its actor and its reason (K6).
@Entity
@Table(name = "campaign_step")
@IdClass(StepRow.Key.class)
class StepRow extends PanacheEntityBase {
    /// A step's name: its campaign and its number there.
    record Key(UUID campaignId, int number) {}

    @Id
    @Column(name = "campaign_id")
    UUID campaignId;

    @Id int number;
    String step;
    Instant at;
    UUID actor;
    String reason;

    @JdbcTypeCode(SqlTypes.JSON)
    String details;

    /// The name of the step that every life begins with.
    static final String REGISTERED = "registered";

    static StepRow of(UUID campaignId, int number, UUID actor, Instant at) {
        StepRow step = new StepRow();
        step.campaignId = campaignId;
        step.number = number;
        step.actor = actor;
        step.at = at;
        return step;
    }

    static Uni<List<StepRow>> of(UUID campaignId) {
        return list("campaignId = ?1 order by number", campaignId);
    }

    static String reasonOf(CampaignEvent event) {
        return switch (event) {
            case CampaignEvent.Founded(_, _, String reason) -> reason;
            case CampaignEvent.Withdrawn(_, String reason) -> reason;
            case CampaignEvent.FoundingMeetingPlanned _,
                    CampaignEvent.AgreementConfirmed _,
                    CampaignEvent.Launched _,
                    CampaignEvent.Contesting _,
                    CampaignEvent.Concluded _ ->
                    "";
        };
    }

    /// The step's permanent name, in the database and for callers.
    static String nameOf(CampaignEvent event) {
        return switch (event) {
            case CampaignEvent.FoundingMeetingPlanned _ -> "founding-meeting-planned";
            case CampaignEvent.Founded _ -> "founded";
            case CampaignEvent.AgreementConfirmed _ -> "agreement-confirmed";
            case CampaignEvent.Launched _ -> "launched";
            case CampaignEvent.Contesting _ -> "contesting";
            case CampaignEvent.Concluded _ -> "concluded";
            case CampaignEvent.Withdrawn _ -> "withdrawn";
        };
    }

    /// The facts of the step: days, places, numbers.
    static Map<String, Object> detailsOf(CampaignEvent event) {
        return switch (event) {
            case CampaignEvent.FoundingMeetingPlanned(LocalDate on, String place) ->
                    Map.of("on", on, "place", place);
            case CampaignEvent.Founded(int attended, int committed, _) ->
                    Map.of("attended", attended, "committed", committed);
            case CampaignEvent.AgreementConfirmed(UUID agreementId, String version) ->
                    Map.of("agreementId", agreementId, "version", version);
            case CampaignEvent.Launched(LocalDate heldOn, String place) ->
                    Map.of("heldOn", heldOn, "place", place);
            case CampaignEvent.Withdrawn(CampaignCommand.Side by, _) -> Map.of("by", by);
            case CampaignEvent.Contesting _, CampaignEvent.Concluded _ -> Map.of();
        };
    }
}
