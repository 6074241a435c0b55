package org.assemble.campaign.agreement;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// One published version of the agreement (G1).
@Entity
@Table(name = "agreement")
class AgreementRow extends PanacheEntityBase {
    @Id UUID id;
    String version;
    String title;
    String text;

    @Column(name = "guide_url")
    String guideUrl;

    @Column(name = "published_at")
    Instant publishedAt;

    @Column(name = "published_by")
    UUID publishedBy;
}
