package org.assemble.campaign.team;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// A person on a campaign's team, with a role (K5).
@Entity
@Table(name = "team_member")
@IdClass(MemberRow.Key.class)
class MemberRow extends PanacheEntityBase {
    /// A person is on a team once.
    record Key(UUID campaignId, UUID personId) {}

    @Id
    @Column(name = "campaign_id")
    UUID campaignId;

    @Id
    @Column(name = "person_id")
    UUID personId;

    String role;

    @Column(name = "joined_at")
    Instant joinedAt;

    @Column(name = "left_at")
    Instant leftAt;
}
