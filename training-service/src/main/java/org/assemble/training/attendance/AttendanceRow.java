package org.assemble.training.attendance;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.assemble.training.attendance.model.Standing;

/// How long a person was at a session, all in all; only ever read as an entity.
@Entity
@Table(name = "attendance")
class AttendanceRow extends PanacheEntityBase {
    @Id UUID id;

    @Column(name = "session_id")
    UUID sessionId;

    @Column(name = "person_id")
    UUID personId;

    long seconds;
    boolean counts;
    int revision;

    Standing standing() {
        return new Standing(seconds, counts);
    }
}
