package org.assemble.ledger.journal;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.ledger.journal.model.State;
import org.assemble.ledger.journal.model.StreamId;

/// Reads what has happened, for those who ask and do not decide.
@ApplicationScoped
public class History {

    /// Events of a campaign that are held in memory together.
    private static final int MOST_AT_ONCE = 5_000;

    private static final String OF_STREAM =
            "select type, data::text as data from event where stream = $1 order by version";
    private static final String OF_STREAMS =
            """
            select stream, type, data::text as data from event
            where stream = any ($1) and position <= $2 order by stream, version\
            """;
    private static final String OF_CAMPAIGN =
            """
            select position, type, data::text as data from event
            where campaign_id = $1 and position > $4 and position <= $2 and effective <= $3
            order by position limit %d\
            """
                    .formatted(MOST_AT_ONCE);

    @Inject Pool database;

    /// What a thing has come to.
    ///
    /// @param unknown what it is while nothing has happened
    public <S extends State<S>> Uni<S> of(StreamId stream, S unknown) {
        return database.preparedQuery(OF_STREAM)
                .execute(Tuple.of(stream.toString()))
                .map(rows -> fold(unknown, events(rows)));
    }

    /// The same of several things, as known at a position.
    public <S extends State<S>> Uni<Map<StreamId, S>> of(
            Collection<StreamId> streams, long position, S unknown) {
        String[] names = streams.stream().map(StreamId::toString).toArray(String[]::new);
        return database.preparedQuery(OF_STREAMS)
                .execute(Tuple.of(names, position))
                .map(rows -> {
                    Map<StreamId, S> states = new HashMap<>();
                    streams.forEach(stream -> states.put(stream, unknown));
                    rows.forEach(row ->
                            states.computeIfPresent(
                                    StreamId.parse(row.getString("stream")),
                                    (_, state) -> state.evolve(event(row))));
                    return states;
                });
    }

    /// What all that concerns a campaign comes to, of what counts by a day, as known at a position:
    /// long, so it is folded beside the event loop. The state must not mind what is left out.
    public <S extends State<S>> Uni<S> ofCampaign(
            UUID campaignId, long position, LocalDate lastDay, S unknown) {
        Executor caller = MutinyHelper.executor(Vertx.currentContext());
        return fold(unknown, Tuple.of(campaignId, position, lastDay, 0L)).emitOn(caller);
    }

    /// A chunk after the other, so that a long history costs no more memory than a short one.
    private <S extends State<S>> Uni<S> fold(S state, Tuple which) {
        return database.preparedQuery(OF_CAMPAIGN)
                .execute(which)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(rows -> {
                    S folded = state;
                    long last = 0;
                    for (Row row : rows) {
                        folded = folded.evolve(event(row));
                        last = row.getLong("position");
                    }
                    return rows.size() < MOST_AT_ONCE
                            ? Uni.createFrom().item(folded)
                            : fold(
                                    folded,
                                    Tuple.of(
                                            which.getUUID(0),
                                            which.getLong(1),
                                            which.getLocalDate(2),
                                            last));
                });
    }

    public <T> Uni<T> document(UUID id, Class<T> type) {
        return database.preparedQuery("select body::text as body from document where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> EventJson.readAny(rows.iterator().next().getString("body"), type));
    }

    private static List<LedgerEvent> events(RowSet<Row> rows) {
        List<LedgerEvent> events = new ArrayList<>(rows.size());
        rows.forEach(row -> events.add(event(row)));
        return events;
    }

    private static LedgerEvent event(Row row) {
        return EventJson.read(row.getString("type"), row.getString("data"));
    }

    private static <S extends State<S>> S fold(S unknown, List<LedgerEvent> events) {
        S state = unknown;
        for (LedgerEvent event : events) {
            state = state.evolve(event);
        }
        return state;
    }
}
