package org.assemble.training.course;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// A training that is offered: one of the four that every team member attends (T1), or another
/// (T2). Name and length are those of its newest version.
@Entity
@Table(name = "course")
class CourseRow extends PanacheEntityBase {
    @Id String code;
    String name;

    @Column(name = "length_minutes")
    int lengthMinutes;

    boolean required;

    /// Whether it is one of the four that the agreement names.
    boolean agreed;

    int version;

    @Column(name = "any_trainer")
    boolean anyTrainer;

    UUID[] trainers;

    @Column(name = "retired_at")
    Instant retiredAt;

    long revision;
}
