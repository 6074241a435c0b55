package org.assemble.ledger.journal.model;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

public sealed interface ElectionEvent extends LedgerEvent {

    UUID electionId();

    @Override
    default StreamId stream() {
        return StreamId.election(electionId());
    }

    @Override
    default Optional<UUID> campaign() {
        return Optional.empty();
    }

    /// M6, M5: from this polling day on nothing is shared or matched. Called again, the later call
    /// counts.
    record PollingDaySet(UUID electionId, LocalDate pollingDay, LocalDate occurredOn)
            implements ElectionEvent {}
}
