package org.assemble.assembly.assembly;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.assemble.assembly.assembly.model.Assembly;
import org.assemble.assembly.assembly.model.AssemblyEvent;
import org.assemble.assembly.assembly.model.Stage;
import org.assemble.platform.caller.Caller;

/// A ward assembly as it is now (A1).
@Entity
@Table(name = "assembly")
class AssemblyRow extends PanacheEntityBase {
    @Id UUID id;

    @Column(name = "campaign_id")
    UUID campaignId;

    @Column(name = "ward_code")
    String wardCode;

    @Column(name = "ward_name")
    String wardName;

    String title;

    @Column(name = "starts_at")
    Instant startsAt;

    String place;

    @Column(name = "accessibility_note")
    String accessibilityNote;

    UUID[] facilitators;

    @Enumerated(EnumType.STRING)
    Stage stage;

    int attendance;

    @Column(name = "held_at")
    Instant heldAt;

    String minutes;

    @Column(name = "planned_by")
    UUID plannedBy;

    /// Refuses who neither belongs to the campaign nor was asked to facilitate this very assembly
    /// (A2).
    void mustAdmit(Caller caller) {
        boolean facilitates =
                caller.has("facilitator")
                        && Arrays.asList(facilitators).contains(caller.personId());
        if (!facilitates) {
            caller.mustBeOf(campaignId);
        }
    }

    Assembly assembly() {
        return new Assembly(stage, attendance);
    }

    void apply(AssemblyEvent event) {
        Assembly next = assembly().evolve(event);
        stage = next.stage();
        attendance = next.attendance();
        if (event instanceof AssemblyEvent.Held held) {
            heldAt = held.heldAt();
            minutes = held.minutes();
        }
    }
}
