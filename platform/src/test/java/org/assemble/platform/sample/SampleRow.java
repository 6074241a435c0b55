package org.assemble.platform.sample;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/// State of a service that the platform's tests run.
@Entity
@Table(name = "sample")
public class SampleRow extends PanacheEntityBase {
    @Id public UUID id;
    public int count;
}
