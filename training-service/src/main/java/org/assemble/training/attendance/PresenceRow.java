package org.assemble.training.attendance;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.assemble.training.attendance.model.Evidence;
import org.assemble.training.attendance.model.Evidence.Length;
import org.assemble.training.attendance.model.Evidence.Listed;
import org.assemble.training.attendance.model.Evidence.Source;
import org.assemble.training.attendance.model.Evidence.Stay;

/// Something that was told of a person at a session; only ever read as an entity.
@Entity
@Table(name = "presence")
class PresenceRow extends PanacheEntityBase {
    @Id Long number;

    @Column(name = "session_id")
    UUID sessionId;

    @Column(name = "person_id")
    UUID personId;

    @Enumerated(EnumType.STRING)
    Source source;

    @Column(name = "starts_at")
    Instant startsAt;

    @Column(name = "ends_at")
    Instant endsAt;

    Long seconds;

    /// Where a list tells how long, and not when.
    @Column(name = "list_id")
    UUID listId;

    Evidence evidence() {
        if (seconds == null) {
            return new Stay(source, startsAt, endsAt);
        }
        return listId == null ? new Length(source, seconds) : new Listed(listId, seconds);
    }
}
