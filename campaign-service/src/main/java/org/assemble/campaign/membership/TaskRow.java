package org.assemble.campaign.membership;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// A membership that the realm has to be told about.
@Entity
@Table(name = "membership_task")
class TaskRow extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long number;

    @Column(name = "campaign_id")
    UUID campaignId;

    @Column(name = "person_id")
    UUID personId;

    int tries;

    @Column(name = "next_try")
    Instant nextTry;

    boolean done;
}
