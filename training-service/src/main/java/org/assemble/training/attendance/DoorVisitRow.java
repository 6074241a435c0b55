package org.assemble.training.attendance;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.assemble.training.attendance.model.Evidence.Source;
import org.assemble.training.attendance.model.Evidence.Stay;
import org.assemble.training.attendance.model.Statement;

/// That somebody came through the door of a session.
@Entity
@Table(name = "door_visit")
class DoorVisitRow extends PanacheEntityBase {
    @Id UUID id;

    @Column(name = "session_id")
    UUID sessionId;

    @Column(name = "person_id")
    UUID personId;

    @Column(name = "came_at")
    Instant cameAt;

    /// Null while they are there.
    @Column(name = "left_at")
    Instant leftAt;

    /// They have left; it tells how long they were there.
    Statement leave(Instant at) {
        leftAt = at.isAfter(cameAt) ? at : cameAt;
        return new Statement(personId, new Stay(Source.DOOR, cameAt, leftAt));
    }
}
