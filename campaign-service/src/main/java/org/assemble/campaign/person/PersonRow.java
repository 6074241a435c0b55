package org.assemble.campaign.person;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// A person whom a campaign and Assemble both know (D1).
@Entity
@Table(name = "person")
class PersonRow extends PanacheEntityBase {
    @Id UUID id;

    @Column(name = "wrapped_key")
    byte[] wrappedKey;

    byte[] contact;

    /// Where it came from (D1): how the person came to be known.
    String source;

    Instant since;
}
