package org.assemble.assembly.pledge;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// A monthly donation that was pledged at an assembly (A3).
@Entity
@Table(name = "pledge")
class PledgeRow extends PanacheEntityBase {
    @Id UUID id;

    @Column(name = "assembly_id")
    UUID assemblyId;

    @Column(name = "attendee_id")
    UUID attendeeId;

    @Column(name = "monthly_pence")
    long monthlyPence;

    @Column(name = "pledged_at")
    Instant pledgedAt;
}
