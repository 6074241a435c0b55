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
import org.assemble.training.attendance.model.Evidence.Source;
import org.assemble.training.attendance.model.Standing;

/// One step of what is known of a person at a session; only ever read as an entity.
@Entity
@Table(name = "attendance_change")
class ChangeRow extends PanacheEntityBase {
    @Id Long number;

    @Column(name = "session_id")
    UUID sessionId;

    @Column(name = "person_id")
    UUID personId;

    int revision;

    @Enumerated(EnumType.STRING)
    Source source;

    @Column(name = "changed_by")
    UUID changedBy;

    @Column(name = "changed_at")
    Instant changedAt;

    @Column(name = "seconds_before")
    long secondsBefore;

    @Column(name = "counts_before")
    boolean countsBefore;

    @Column(name = "seconds_after")
    long secondsAfter;

    @Column(name = "counts_after")
    boolean countsAfter;

    String reason;

    Standing before() {
        return new Standing(secondsBefore, countsBefore);
    }

    Standing after() {
        return new Standing(secondsAfter, countsAfter);
    }
}
