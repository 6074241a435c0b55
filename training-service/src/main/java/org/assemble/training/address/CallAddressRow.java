package org.assemble.training.address;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// By which address a person is found in the list of a call; not the address.
@Entity
@Table(name = "call_address")
class CallAddressRow extends PanacheEntityBase {
    @Id
    @Column(name = "person_id")
    UUID personId;

    /// Null where the person had it erased, and does not want it kept.
    String hash;

    /// Since when it is kept, or not wanted.
    Instant since;
}
