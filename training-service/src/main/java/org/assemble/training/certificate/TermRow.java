package org.assemble.training.certificate;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/// A decision on how long what is completed from a day on is held (T4, policy).
@Entity
@Table(name = "certificate_term")
class TermRow extends PanacheEntityBase {
    @Id UUID id;
    String course;

    @Column(name = "valid_from")
    LocalDate validFrom;

    /// Null: it does not expire.
    Integer months;

    @Column(name = "set_by")
    UUID setBy;

    @Column(name = "set_at")
    Instant setAt;
}
