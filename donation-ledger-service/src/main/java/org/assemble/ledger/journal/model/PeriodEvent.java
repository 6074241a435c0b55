package org.assemble.ledger.journal.model;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.UUID;

/// The books close month by month. All closings stand in one stream.
public sealed interface PeriodEvent extends LedgerEvent {

    YearMonth month();

    @Override
    default StreamId stream() {
        return StreamId.PERIODS;
    }

    @Override
    default Optional<UUID> campaign() {
        return Optional.empty();
    }

    /// From now on nothing is posted into the month, or before it.
    record PeriodClosed(YearMonth month, UUID closedBy, LocalDate occurredOn)
            implements PeriodEvent {}

    record PeriodReopened(YearMonth month, UUID reopenedBy, String reason, LocalDate occurredOn)
            implements PeriodEvent {}
}
