package org.assemble.ledger.journal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import java.util.function.Function;
import org.assemble.ledger.journal.model.Decision;
import org.assemble.ledger.journal.model.Refusal;
import org.assemble.platform.inbox.IncomingEvent;
import org.assemble.platform.inbox.Outcome;
import org.assemble.platform.problem.CommonRefusal;
import org.assemble.platform.problem.RefusalException;

/// What topics ask of the journal: an order under the message's own id. What names a campaign that
/// is not known yet waits for it; another refusal is certain, and is the message's outcome.
@ApplicationScoped
public class Messages {

    private static final ZoneId LEGAL_DAYS = ZoneId.of("Europe/London");

    @Inject Journal journal;

    /// Messages have nobody to answer.
    private record Nothing() {}

    /// @param campaignId what it waits for, if that is not known yet
    public Uni<Outcome> take(
            IncomingEvent message, UUID campaignId, Function<Ledger, Decision> task) {
        Order<Nothing> order =
                Order.of(task, _ -> new Nothing(), Nothing.class)
                        .named(
                                Key.of(
                                        "message:" + message.source() + ":" + message.id(),
                                        message.data(),
                                        CommonRefusal.IDEMPOTENCY_KEY_REUSED.because(
                                                "The message's id named another message.")));
        return journal.append(order)
                .map(_ -> Outcome.applied())
                .onFailure(RefusalException.class)
                .recoverWithUni(refused -> outcome(refused, campaignId));
    }

    private static Uni<Outcome> outcome(RefusalException refused, UUID campaignId) {
        if (refused.refusal() == CommonRefusal.NOT_AVAILABLE) {
            // An outage, in the words that the inbox understands: it waits and gives the message
            // again.
            return Uni.createFrom()
                    .failure(new SQLTransientConnectionException(refused.getMessage(), "08006"));
        }
        boolean notYetKnown =
                refused.refusal() instanceof LedgerRefusal(Refusal rule)
                        && rule == Refusal.UNKNOWN_CAMPAIGN;
        return Uni.createFrom()
                .item(
                        notYetKnown
                                ? Outcome.waiting(campaignId)
                                : Outcome.refused(refused.getMessage()));
    }

    /// The legal day of a moment.
    public static LocalDate dayOf(Instant moment) {
        return LocalDate.ofInstant(moment, LEGAL_DAYS);
    }
}
