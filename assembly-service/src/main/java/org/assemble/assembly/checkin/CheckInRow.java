package org.assemble.assembly.checkin;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// That somebody came to an assembly (A1).
@Entity
@Table(name = "check_in")
class CheckInRow extends PanacheEntityBase {
    @Id UUID id;

    @Column(name = "assembly_id")
    UUID assemblyId;

    Instant at;

    @Enumerated(EnumType.STRING)
    CheckIns.How how;
}
