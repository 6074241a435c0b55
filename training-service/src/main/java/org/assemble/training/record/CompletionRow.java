package org.assemble.training.record;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// A training that a person holds, and the session by which they came to it.
@Entity
@Table(name = "completion")
class CompletionRow extends PanacheEntityBase {
    @Id UUID id;

    @Column(name = "person_id")
    UUID personId;

    String course;

    @Column(name = "session_id")
    UUID sessionId;

    @Column(name = "completed_at")
    Instant completedAt;
}
