package org.assemble.training.session;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// A session of a course, online or at a place (T3).
@Entity
@Table(name = "session")
class SessionRow extends PanacheEntityBase {
    @Id UUID id;
    String course;

    @Column(name = "starts_at")
    Instant startsAt;

    @Column(name = "ends_at")
    Instant endsAt;

    @Column(name = "time_zone")
    String timeZone;

    @Column(name = "online_url")
    String onlineUrl;

    String place;
    int capacity;
    int enrolled;

    @Column(name = "planned_by")
    UUID plannedBy;
}
