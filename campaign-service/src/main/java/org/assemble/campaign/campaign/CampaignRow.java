package org.assemble.campaign.campaign;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.assemble.campaign.campaign.model.Campaign;
import org.assemble.campaign.campaign.model.CampaignEvent;
import org.assemble.campaign.campaign.model.Stage;

/// A campaign as it is now (K1); how it came there stands in its steps.
@Entity
@Table(name = "campaign")
class CampaignRow extends PanacheEntityBase {
    @Id UUID id;

    @Column(name = "election_id")
    UUID electionId;

    @Column(name = "polling_day")
    LocalDate pollingDay;

    @Column(name = "constituency_code")
    String constituencyCode;

    @Column(name = "constituency_name")
    String constituencyName;

    String region;

    @Enumerated(EnumType.STRING)
    Stage stage;

    @Column(name = "founding_on")
    LocalDate foundingOn;

    @Column(name = "agreement_id")
    UUID agreementId;

    @Column(name = "agreement_version")
    String agreementVersion;

    @Column(name = "registered_by")
    UUID registeredBy;

    @Column(name = "updated_at")
    Instant updatedAt;

    Campaign campaign() {
        return new Campaign(stage, pollingDay, foundingOn);
    }

    void apply(CampaignEvent event, Instant now) {
        Campaign next = campaign().evolve(event);
        stage = next.stage();
        foundingOn = next.foundingOn();
        updatedAt = now;
        if (event instanceof CampaignEvent.AgreementConfirmed(UUID confirmed, String version)) {
            agreementId = confirmed;
            agreementVersion = version;
        }
    }
}
