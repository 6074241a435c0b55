package org.assemble.campaign.election;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.UUID;

/// An election and its polling day (E1).
@Entity
@Table(name = "election")
class ElectionRow extends PanacheEntityBase {
    enum Kind {
        GENERAL,
        LOCAL
    }

    @Id UUID id;

    @Enumerated(EnumType.STRING)
    Kind kind;

    String name;

    @Column(name = "polling_day")
    LocalDate pollingDay;
}
