package org.assemble.ledger.period.model;

import static org.assemble.ledger.journal.model.Decision.accept;
import static org.assemble.ledger.journal.model.Decision.refuse;
import static org.assemble.ledger.journal.model.Refusal.PERIOD_ALREADY_CLOSED;
import static org.assemble.ledger.journal.model.Refusal.PERIOD_NOT_CLOSED;
import static org.assemble.ledger.journal.model.Refusal.PERIOD_NOT_PAST;
import static org.assemble.ledger.journal.model.Refusal.PERIOD_OUT_OF_ORDER;
import static org.assemble.ledger.journal.model.Refusal.REOPENER_IS_CLOSER;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assemble.ledger.journal.model.BankDetailsEvent;
import org.assemble.ledger.journal.model.CampaignEvent;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.DonationEvent;
import org.assemble.ledger.journal.model.ElectionEvent;
import org.assemble.ledger.journal.model.InvoiceEvent;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.MandateEvent;
import org.assemble.ledger.journal.model.PayoutEvent;
import org.assemble.ledger.journal.model.PeriodEvent;
import org.assemble.ledger.journal.model.PeriodEvent.PeriodClosed;
import org.assemble.ledger.journal.model.PeriodEvent.PeriodReopened;
import org.assemble.ledger.journal.model.PolicyEvent;
import org.assemble.ledger.journal.model.ReversalEvent;
import org.assemble.ledger.journal.model.State;
import org.assemble.ledger.period.model.PeriodCommand.Close;
import org.assemble.ledger.period.model.PeriodCommand.Reopen;

/// The months of the books. They close one after the other and reopen the last one first: a closed
/// month's opening balances are those of all before it, so nothing before it is open either.
///
/// @param closed the months that are closed now, in their order and without a gap
/// @param steps every closing and reopening, in the order in which they were recorded
public record Periods(List<PeriodClosed> closed, List<PeriodEvent> steps)
        implements State<Periods> {

    public static final Periods ALL_OPEN = new Periods(List.of(), List.of());

    public Periods {
        closed = List.copyOf(closed);
        steps = List.copyOf(steps);
    }

    /// The day on which something counts: its own, or the first open day where that is closed.
    public LocalDate effective(LocalDate occurred) {
        return closedUntil()
                .filter(last -> !occurred.isAfter(last))
                .map(last -> last.plusDays(1))
                .orElse(occurred);
    }

    /// The last day that is closed.
    public Optional<LocalDate> closedUntil() {
        return closed.isEmpty()
                ? Optional.empty()
                : Optional.of(closed.getLast().month().atEndOfMonth());
    }

    public boolean isEverReopened() {
        return steps.stream().anyMatch(PeriodReopened.class::isInstance);
    }

    public boolean isClosed(YearMonth month) {
        return !closed.isEmpty() && !month.isAfter(closed.getLast().month());
    }

    public Decision decide(PeriodCommand command) {
        return switch (command) {
            case Close c -> close(c);
            case Reopen c -> reopen(c);
        };
    }

    private Decision close(Close c) {
        if (!c.month().isBefore(YearMonth.from(c.on()))) {
            return refuse(PERIOD_NOT_PAST, c.month() + " is not over on " + c.on() + ".");
        }
        if (isClosed(c.month())) {
            return refuse(PERIOD_ALREADY_CLOSED, c.month() + " is closed.");
        }
        if (!closed.isEmpty() && !c.month().equals(closed.getLast().month().plusMonths(1))) {
            return refuse(
                    PERIOD_OUT_OF_ORDER,
                    "The next to close is " + closed.getLast().month().plusMonths(1) + ".");
        }
        return accept(new PeriodClosed(c.month(), c.closedBy(), c.on()));
    }

    private Decision reopen(Reopen c) {
        if (!isClosed(c.month())) {
            return refuse(PERIOD_NOT_CLOSED, c.month() + " is open.");
        }
        PeriodClosed last = closed.getLast();
        if (!c.month().equals(last.month())) {
            return refuse(PERIOD_OUT_OF_ORDER, "The first to reopen is " + last.month() + ".");
        }
        if (c.reopenedBy().equals(last.closedBy())) {
            return refuse(REOPENER_IS_CLOSER, "Who closed " + c.month() + " does not reopen it.");
        }
        return accept(new PeriodReopened(c.month(), c.reopenedBy(), c.reason(), c.on()));
    }

    @Override
    public Periods evolve(LedgerEvent event) {
        return switch (event) {
            case PeriodClosed e -> new Periods(plus(closed, e), plus(steps, e));
            case PeriodReopened e ->
                    new Periods(closed.subList(0, closed.size() - 1), plus(steps, e));
            case CampaignEvent _, ElectionEvent _, MandateEvent _, DonationEvent _ -> this;
            case ReversalEvent _, InvoiceEvent _, BankDetailsEvent _, PayoutEvent _ -> this;
            case PolicyEvent _ -> this;
        };
    }

    private static <T> List<T> plus(List<? extends T> some, T one) {
        return Stream.<T>concat(some.stream(), Stream.of(one)).toList();
    }
}
