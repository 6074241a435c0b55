package org.assemble.ledger.period;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.YearMonth;
import java.util.function.Function;
import org.assemble.ledger.journal.History;
import org.assemble.ledger.journal.Ledger;
import org.assemble.ledger.journal.Order;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.ledger.period.PeriodResource.PeriodView;
import org.assemble.ledger.period.model.PeriodCommand;
import org.assemble.ledger.period.model.Periods;
import org.assemble.platform.caller.Caller;

/// Closing and reopening the books, month by month.
@ApplicationScoped
class Closing {

    @Inject History history;

    Order<PeriodView> closing(YearMonth month, Caller by) {
        return order(
                month, ledger -> new PeriodCommand.Close(month, by.personId(), ledger.today()));
    }

    Order<PeriodView> reopening(YearMonth month, String reason, Caller by) {
        return order(
                month,
                ledger -> new PeriodCommand.Reopen(month, by.personId(), reason, ledger.today()));
    }

    private static Order<PeriodView> order(
            YearMonth month, Function<Ledger, PeriodCommand> command) {
        return Order.of(
                ledger -> ledger.periods().decide(command.apply(ledger)),
                ledger -> PeriodView.of(month, ledger.periods()),
                PeriodView.class);
    }

    Uni<Periods> all() {
        return history.of(StreamId.PERIODS, Periods.ALL_OPEN);
    }
}
