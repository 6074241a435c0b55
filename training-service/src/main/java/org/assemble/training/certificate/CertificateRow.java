package org.assemble.training.certificate;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// The document of a completed training (T4). Written by `Issuing`, never changed: whether it is
/// withdrawn stands in the completion.
@Entity
@Table(name = "certificate")
class CertificateRow extends PanacheEntityBase {
    @Id
    @Column(name = "completion_id")
    UUID id;

    String number;

    @Column(name = "course_name")
    String courseName;

    @Column(name = "course_version")
    int courseVersion;

    @Column(name = "status_index")
    long statusIndex;

    @Column(name = "issued_at")
    Instant issuedAt;
}
