package org.assemble.training.record;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/// A training that a person completed, and the session by which they came to it (T4). Nothing of it
/// is deleted: what was held on an earlier day can still be told.
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

    /// The first day on which it is held no more; null where it does not expire.
    @Column(name = "expires_on")
    LocalDate expiresOn;

    /// Null, as who and why, where it is not withdrawn.
    @Column(name = "withdrawn_at")
    Instant withdrawnAt;

    @Column(name = "withdrawn_by")
    UUID withdrawnBy;

    @Column(name = "withdrawn_reason")
    String withdrawnReason;
}
