package org.assemble.campaign.campaign;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// Who confirmed a version of the agreement, when, and the e-mail that said so (G1).
@Entity
@Table(name = "agreement_confirmation")
@IdClass(ConfirmationRow.Key.class)
class ConfirmationRow extends PanacheEntityBase {
    /// A campaign confirms a version once.
    record Key(UUID campaignId, UUID agreementId) {}

    @Id
    @Column(name = "campaign_id")
    UUID campaignId;

    @Id
    @Column(name = "agreement_id")
    UUID agreementId;

    @Column(name = "confirmed_by")
    UUID confirmedBy;

    @Column(name = "confirmed_at")
    Instant confirmedAt;

    @Column(name = "message_id")
    String messageId;

    /// Encrypted under the key of who confirmed.
    byte[] sender;
}
