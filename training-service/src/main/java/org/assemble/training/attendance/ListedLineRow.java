package org.assemble.training.attendance;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.assemble.training.attendance.model.Evidence;
import org.assemble.training.attendance.model.Evidence.Listed;
import org.assemble.training.attendance.model.Evidence.Source;
import org.assemble.training.attendance.model.Evidence.Stay;
import org.assemble.training.calllist.model.Problem;

/// A line in the list of a call; only ever read as an entity.
@Entity
@Table(name = "listed_line")
class ListedLineRow extends PanacheEntityBase {
    @Id Long number;

    @Column(name = "attendee_id")
    UUID attendeeId;

    int line;

    @Column(name = "starts_at")
    Instant startsAt;

    @Column(name = "ends_at")
    Instant endsAt;

    Long seconds;

    /// Why it does not count; null where it does.
    @Enumerated(EnumType.STRING)
    Problem problem;

    /// What it tells of whoever it is of.
    Optional<Evidence> told(UUID listId) {
        if (problem != null) {
            return Optional.empty();
        }
        return Optional.of(
                seconds == null
                        ? new Stay(Source.LIST, startsAt, endsAt)
                        : new Listed(listId, seconds));
    }
}
