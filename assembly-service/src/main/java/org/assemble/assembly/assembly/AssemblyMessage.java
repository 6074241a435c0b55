package org.assemble.assembly.assembly;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assemble.assembly.assembly.model.AssemblyEvent;
import org.assemble.platform.eventlog.OutgoingEvent;

/// What the others learn of an assembly's life. Type names are permanent; the schemas stand in
/// `contract/events`.
sealed interface AssemblyMessage extends OutgoingEvent {
    String PREFIX = "org.assemble.assembly.";

    UUID assemblyId();

    UUID campaignId();

    @Override
    default String subject() {
        return assemblyId().toString();
    }

    @Override
    default String key() {
        return campaignId().toString();
    }

    record AssemblyPlanned(UUID assemblyId, UUID campaignId, String wardCode, Instant startsAt)
            implements AssemblyMessage {
        @Override
        public String type() {
            return PREFIX + "AssemblyPlanned.v1";
        }
    }

    record AssemblyAnnounced(UUID assemblyId, UUID campaignId) implements AssemblyMessage {
        @Override
        public String type() {
            return PREFIX + "AssemblyAnnounced.v1";
        }
    }

    record AssemblyHeld(UUID assemblyId, UUID campaignId, int attendance)
            implements AssemblyMessage {
        @Override
        public String type() {
            return PREFIX + "AssemblyHeld.v1";
        }
    }

    static AssemblyMessage planned(AssemblyRow row) {
        return new AssemblyPlanned(row.id, row.campaignId, row.wardCode, row.startsAt);
    }

    /// What is told of an event, once it stands in the row; who checked in is nobody else's matter.
    static List<AssemblyMessage> of(AssemblyRow row, AssemblyEvent event) {
        return switch (event) {
            case AssemblyEvent.Announced _ ->
                    List.of(new AssemblyAnnounced(row.id, row.campaignId));
            case AssemblyEvent.CheckedIn _ -> List.of();
            case AssemblyEvent.Held _ ->
                    List.of(new AssemblyHeld(row.id, row.campaignId, row.attendance));
        };
    }
}
