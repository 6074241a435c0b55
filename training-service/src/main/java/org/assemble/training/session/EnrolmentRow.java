package org.assemble.training.session;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/// A person's seat in a session (T3).
@Entity
@Table(name = "enrolment")
class EnrolmentRow extends PanacheEntityBase {
    @Id UUID id;

    @Column(name = "session_id")
    UUID sessionId;

    @Column(name = "person_id")
    UUID personId;

    @Column(name = "enrolled_by")
    UUID enrolledBy;
}
