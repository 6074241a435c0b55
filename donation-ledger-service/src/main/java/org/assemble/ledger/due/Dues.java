package org.assemble.ledger.due;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assemble.ledger.books.Totals;
import org.assemble.ledger.books.Totals.Total;
import org.assemble.ledger.books.model.Account;
import org.assemble.ledger.books.model.View;
import org.assemble.ledger.due.model.Step;
import org.assemble.ledger.journal.EventJson;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceSubmitted;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.PayoutEvent.PayoutProposed;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.ledger.policy.PolicyTable;
import org.assemble.ledger.policy.model.PayoutDays;

/// What waits for somebody: money that is owed, and the invoices and payout runs that are not done.
@ApplicationScoped
class Dues {

    /// Of those only that are not done; what they wait for is told by their events.
    private static final String OPEN =
            """
            with begun as materialized (
                select stream, position from event
                where version = 1 and split_part(stream, ':', 1) in ('invoice', 'payout-run')
                    and split_part(stream, ':', 1) <> 'donation' and position <= $1
            )
            select event.stream, event.type, event.data::text as data
            from begun cross join lateral (
                select * from event where event.stream = begun.stream
                    and event.position <= $1 and event.effective <= $2
                offset 0
            ) as event
            where not exists (
                select from event as done
                where done.stream = begun.stream and done.type in ('InvoicePaid', 'RunSettled', 'RunCancelled')
                    and done.position <= $1 and done.effective <= $2)
            order by begun.position, event.version\
            """;

    private static final String CONFIRMED =
            """
            with begun as materialized (
                select stream from event
                where version = 1 and split_part(stream, ':', 1) = 'bank-details'
                    and split_part(stream, ':', 1) <> 'donation' and position <= $1
            )
            select distinct event.campaign_id
            from begun cross join lateral (
                select * from event where event.stream = begun.stream
                    and event.position <= $1 and event.effective <= $2
                offset 0
            ) as event
            where event.type = 'BankDetailsConfirmed'\
            """;

    @Inject Pool database;

    @Inject Totals totals;

    @Inject PolicyTable policies;

    /// @param owedPence less than nothing where more was taken back than was owed (M7)
    /// @param payable whether confirmed bank details say where it is paid
    record Owed(UUID campaignId, long owedPence, boolean payable) {}

    /// An invoice or a run that waits.
    ///
    /// @param campaignId null for a run
    record Open(StreamId thing, Step waitsFor, UUID campaignId, long pence) {}

    record Due(List<Owed> owed, List<Open> open, LocalDate nextPayoutDay) {}

    /// @param view of the day on which it is due
    Uni<Due> of(View view) {
        return owed(view)
                .chain(owed ->
                        open(view)
                                .chain(open ->
                                        policies.at(view.position())
                                                .map(decided ->
                                                        new Due(
                                                                owed,
                                                                open,
                                                                PayoutDays.next(
                                                                        decided,
                                                                        view.lastDay())))));
    }

    private Uni<List<Owed>> owed(View view) {
        return confirmed(view)
                .chain(confirmed ->
                        totals.all(view)
                                .map(all ->
                                        all.stream()
                                                .filter(Dues::isOwed)
                                                .map(total ->
                                                        new Owed(
                                                                total.campaignId(),
                                                                total.balancePence(),
                                                                confirmed.contains(
                                                                        total.campaignId())))
                                                .toList()));
    }

    private static boolean isOwed(Total total) {
        return total.kind() == Account.Kind.CAMPAIGN_PAYABLE && total.balancePence() != 0;
    }

    private Uni<Set<UUID>> confirmed(View view) {
        return database.preparedQuery(CONFIRMED)
                .execute(Tuple.of(view.position(), view.lastDay()))
                .map(rows -> {
                    Set<UUID> campaigns = new HashSet<>();
                    rows.forEach(row -> campaigns.add(row.getUUID("campaign_id")));
                    return campaigns;
                });
    }

    private Uni<List<Open>> open(View view) {
        return database.preparedQuery(OPEN)
                .execute(Tuple.of(view.position(), view.lastDay()))
                .map(rows -> {
                    Map<String, List<LedgerEvent>> things = new LinkedHashMap<>();
                    for (Row row : rows) {
                        things.computeIfAbsent(row.getString("stream"), _ -> new ArrayList<>())
                                .add(EventJson.read(row.getString("type"), row.getString("data")));
                    }
                    List<Open> open = new ArrayList<>();
                    things.forEach((stream, events) ->
                            Step.after(events)
                                    .filter(step -> step != Step.NONE)
                                    .ifPresent(step ->
                                            open.add(open(StreamId.parse(stream), step, events))));
                    return open;
                });
    }

    private static Open open(StreamId thing, Step step, List<LedgerEvent> events) {
        UUID campaignId = null;
        long pence = 0;
        for (LedgerEvent event : events) {
            if (event instanceof InvoiceSubmitted submitted) {
                campaignId = submitted.campaignId();
                pence += submitted.pence();
            } else if (event instanceof PayoutProposed line) {
                pence += line.pence();
            }
        }
        return new Open(thing, step, campaignId, pence);
    }
}
