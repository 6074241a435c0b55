package org.assemble.campaign.team;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// An invitation to a team. The code itself is told once and never kept.
@Entity
@Table(name = "team_invitation")
class InvitationRow extends PanacheEntityBase {
    @Id UUID id;

    @Column(name = "campaign_id")
    UUID campaignId;

    String role;

    @Column(name = "code_hash")
    String codeHash;

    @Column(name = "invited_by")
    UUID invitedBy;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "accepted_by")
    UUID acceptedBy;

    @Column(name = "accepted_at")
    Instant acceptedAt;
}
