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
import org.assemble.training.calllist.model.Format;

/// The list of a call, as it was told of a session.
@Entity
@Table(name = "attendance_list")
class ListRow extends PanacheEntityBase {
    @Id UUID id;

    @Column(name = "session_id")
    UUID sessionId;

    /// The hash of the file and of what was said of it: the same again is the same list.
    String content;

    @Enumerated(EnumType.STRING)
    Format format;

    @Column(name = "uploaded_by")
    UUID uploadedBy;

    @Column(name = "uploaded_at")
    Instant uploadedAt;

    /// Null when the names in it are erased.
    @Column(name = "wrapped_key")
    byte[] wrappedKey;
}
