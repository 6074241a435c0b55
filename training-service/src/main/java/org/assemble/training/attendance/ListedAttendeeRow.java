package org.assemble.training.attendance;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// Somebody in the list of a call.
@Entity
@Table(name = "listed_attendee")
class ListedAttendeeRow extends PanacheEntityBase {
    @Id UUID id;

    @Column(name = "list_id")
    UUID listId;

    int number;

    /// Name and address; null when it is known who it is, or when the time to find out is over.
    byte[] sealed;

    /// Null while it is not known who it is.
    @Column(name = "person_id")
    UUID personId;

    /// Who said so; null where the address did.
    @Column(name = "matched_by")
    UUID matchedBy;

    @Column(name = "matched_at")
    Instant matchedAt;

    void match(UUID person, UUID by, Instant at) {
        personId = person;
        matchedBy = by;
        matchedAt = at;
        sealed = null;
    }
}
