package org.assemble.training.attendance;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// A link by which people say that they are at a session; of its token only the hash is kept. Its
/// hours are the session's.
@Entity
@Table(name = "door")
class DoorRow extends PanacheEntityBase {
    @Id UUID id;

    @Column(name = "session_id")
    UUID sessionId;

    @Column(name = "token_hash")
    String tokenHash;

    @Column(name = "opened_by")
    UUID openedBy;

    @Column(name = "revoked_at")
    Instant revokedAt;
}
