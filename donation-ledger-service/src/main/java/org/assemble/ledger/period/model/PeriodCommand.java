package org.assemble.ledger.period.model;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.UUID;

/// Persons are named by the subject of their token; `on` is today in Europe/London.
public sealed interface PeriodCommand {

    YearMonth month();

    record Close(YearMonth month, UUID closedBy, LocalDate on) implements PeriodCommand {}

    record Reopen(YearMonth month, UUID reopenedBy, String reason, LocalDate on)
            implements PeriodCommand {}
}
