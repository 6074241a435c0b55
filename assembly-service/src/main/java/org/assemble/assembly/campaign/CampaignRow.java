package org.assemble.assembly.campaign;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// A campaign, as far as its assemblies need it.
@Entity
@Table(name = "campaign")
class CampaignRow extends PanacheEntityBase {
    @Id UUID id;

    @Column(name = "constituency_code")
    String constituencyCode;

    @Column(name = "withdrawn_at")
    Instant withdrawnAt;
}
