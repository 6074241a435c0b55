package org.assemble.ledger.live;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assemble.ledger.books.Views;
import org.assemble.platform.problem.CommonRefusal;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Movements as they are committed, by whichever replica. Each listener reads the tables itself, a
/// page at a time and only when it has taken the page before, so a slow one holds up nobody and
/// nothing is kept for it; one look at the head a moment tells all of them whether there is more
/// (decision 0012).
@ApplicationScoped
class Movements {

    /// How many streams one replica serves.
    private static final int MOST_LISTENERS = 500;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /// Then a stream ends, so that who listens shows their token again; they go on where they were.
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final int ROWS = 200;

    private static final String AFTER =
            """
            select posting.position, posting.line, event.stream, event.campaign_id,
                debit.name as debit, credit.name as credit, posting.pence, event.occurred, posting.effective, event.recorded
            from event
            join posting on posting.position = event.position
            join account as debit on debit.id = posting.debit
            join account as credit on credit.id = posting.credit
            where event.position >= $1 and (posting.position, posting.line) > ($1, $2) and event.position <= $3\
            """;
    private static final String IN_ORDER = " order by posting.position, posting.line limit " + ROWS;
    private static final String OF_ALL = AFTER + IN_ORDER;
    private static final String OF_CAMPAIGN = AFTER + " and event.campaign_id = $4" + IN_ORDER;

    @Inject Pool database;

    @Inject Views views;

    /// After so long something is sent to a listener for whom there is nothing, so that nobody on
    /// the way takes the silence for the end.
    @ConfigProperty(name = "assemble.movements.heartbeat", defaultValue = "5s")
    Duration heartbeat;

    private final AtomicInteger listeners = new AtomicInteger();
    private final AtomicLong head = new AtomicLong();
    private Cancellable looking;

    /// What was seen last: a line of an event, or the whole of it.
    record Place(long position, int line) {

        static Place after(long position) {
            return new Place(position, Integer.MAX_VALUE);
        }
    }

    /// One amount that went from one account to another.
    ///
    /// @param campaignId null where it concerns none
    record Movement(
            Place place,
            String subject,
            UUID campaignId,
            String debit,
            String credit,
            long pence,
            LocalDate occurred,
            LocalDate effective,
            Instant recorded) {}

    void start(@Observes StartupEvent started) {
        looking =
                Multi.createFrom()
                        .ticks()
                        .every(BETWEEN_LOOKS)
                        .onOverflow()
                        .drop()
                        .onItem()
                        .transformToUniAndConcatenate(_ -> look())
                        .subscribe()
                        .with(_ -> {});
    }

    void stop(@Observes ShutdownEvent stopping) {
        looking.cancel();
    }

    /// While somebody listens, looks how far the journal is: what another replica committed is not
    /// told to this one.
    private Uni<Void> look() {
        if (listeners.get() == 0) {
            return Uni.createFrom().voidItem();
        }
        return views.head()
                .invoke(seen -> head.accumulateAndGet(seen, Math::max))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    /// Refuses one listener too many.
    void mustHaveRoom() {
        if (listeners.get() >= MOST_LISTENERS) {
            throw CommonRefusal.NOT_AVAILABLE.because("Too many listen already.");
        }
    }

    /// Every movement after a place, until the stream is to be asked for again; an empty list now
    /// and then while there is none.
    ///
    /// @param campaignId null for all
    Multi<List<Movement>> after(Place place, UUID campaignId) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new Reader(place, campaignId), reader -> reader.next())
                .indefinitely()
                .select()
                .first(LONGEST)
                .onSubscription()
                .invoke(listeners::incrementAndGet)
                .onTermination()
                .invoke(() -> listeners.decrementAndGet());
    }

    /// One listener's place.
    private final class Reader {
        private Place place;
        private final UUID campaignId;

        Reader(Place place, UUID campaignId) {
            this.place = place;
            this.campaignId = campaignId;
        }

        /// What is there or comes soon; nothing if nothing does.
        Uni<List<Movement>> next() {
            return next(Math.toIntExact(heartbeat.dividedBy(BETWEEN_LOOKS)));
        }

        private Uni<List<Movement>> next(int looks) {
            if (looks == 0) {
                return Uni.createFrom().item(List.of());
            }
            long last = head.get();
            Uni<List<Movement>> found =
                    isBehind(last) ? read(last) : Uni.createFrom().item(List.of());
            return found.chain(movements ->
                    movements.isEmpty()
                            ? Uni.createFrom()
                                    .voidItem()
                                    .onItem()
                                    .delayIt()
                                    .by(BETWEEN_LOOKS)
                                    .chain(() -> next(looks - 1))
                            : Uni.createFrom().item(movements));
        }

        /// Also in the middle of the last event: the rest of its movements is still to come.
        private boolean isBehind(long last) {
            return last > place.position()
                    || last == place.position() && place.line() < Integer.MAX_VALUE;
        }

        private Uni<List<Movement>> read(long last) {
            return database.preparedQuery(campaignId == null ? OF_ALL : OF_CAMPAIGN)
                    .execute(values(last))
                    .map(rows -> {
                        List<Movement> found = new ArrayList<>(rows.size());
                        rows.forEach(row -> found.add(movement(row)));
                        place = found.size() < ROWS ? Place.after(last) : found.getLast().place();
                        return found;
                    });
        }

        private Tuple values(long last) {
            return campaignId == null
                    ? Tuple.of(place.position(), place.line(), last)
                    : Tuple.of(place.position(), place.line(), last, campaignId);
        }
    }

    private static Movement movement(Row row) {
        return new Movement(
                new Place(row.getLong("position"), row.getInteger("line")),
                row.getString("stream"),
                row.getUUID("campaign_id"),
                row.getString("debit"),
                row.getString("credit"),
                row.getLong("pence"),
                row.getLocalDate("occurred"),
                row.getLocalDate("effective"),
                row.getOffsetDateTime("recorded").toInstant());
    }
}
