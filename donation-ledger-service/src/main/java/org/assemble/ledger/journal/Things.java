package org.assemble.ledger.journal;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.assemble.ledger.books.AsOf;
import org.assemble.ledger.books.Views;
import org.assemble.ledger.books.model.View;
import org.assemble.ledger.csv.Listing;
import org.assemble.ledger.fund.Campaigns;
import org.assemble.ledger.fund.Reach;
import org.assemble.ledger.journal.model.State;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.platform.caller.Caller;
import org.assemble.platform.paging.PageRequest;
import org.assemble.platform.problem.CommonRefusal;

/// Lists the things of a kind, each with what it had come to: in the order in which they began or,
/// where those are wanted that changed since, in the order of their first change since. Two
/// statements a page, whatever the number of rows (decision 0011).
@ApplicationScoped
public class Things {

    /// How many events one page looks at, where no campaign narrows them: a page may hold fewer
    /// things than its limit, and still say where it goes on.
    static final int MOST_EVENTS = 100_000;

    private static final String BEGAN =
            """
            select begin.position, begin.stream from event as begin
            where begin.version = 1 and begin.position > $1 and begin.position <= $2\
            """;

    private static final String CHANGED =
            """
            select change.position, change.stream from event as change
            join event as begin on begin.stream = change.stream and begin.version = 1
            where change.position > $1 and change.position <= $2 and (change.version = 1 or not exists (
                select from event as earlier
                where earlier.stream = change.stream and earlier.position > $3 and earlier.position < change.position))\
            """;

    @Inject Pool database;

    @Inject History history;

    @Inject Views views;

    @Inject Campaigns campaigns;

    /// What a caller asks to see.
    ///
    /// @param campaignId null for all that they may see, as `region` is
    /// @param updatedSince a moment; null for all
    public record Asked(
            StreamId.Kind kind,
            UUID campaignId,
            String region,
            String updatedSince,
            AsOf asOf,
            PageRequest page) {}

    /// How things of a kind are shown.
    ///
    /// @param unknown the state before a thing's first event, by the day that is asked for
    /// @param row of a thing, and whether its donor may be named
    public record Shown<S extends State<S>, T extends Record>(
            Function<LocalDate, S> unknown, Class<T> type, BiFunction<S, Boolean, T> row) {}

    /// What is wanted.
    ///
    /// @param campaigns null for all there are
    /// @param lastDay what began to count later is left out
    /// @param since only what changed after this position; 0 for all
    record Wanted(
            StreamId.Kind kind, UUID[] campaigns, long position, LocalDate lastDay, long since) {}

    /// The same, and whether this caller may know who gave.
    private record Allowed(Wanted wanted, boolean donors) {}

    /// Conditions on the event that began a thing, as `begin.data ->> 'assemblyId' = ?`, with the
    /// value of each; those of null are left out.
    public static final class Conditions {
        private final List<Map.Entry<String, Object>> all = new ArrayList<>();

        public Conditions and(String condition, Object value) {
            if (value != null) {
                all.add(Map.entry(condition, value));
            }
            return this;
        }
    }

    /// @param position what the list is in the order of
    record Listed<S>(long position, S state) {}

    /// A page of things.
    ///
    /// @param next the position after which the next page begins; null on the last
    record Found<S>(List<Listed<S>> things, Long next) {}

    private record Row(long position, StreamId stream) {}

    /// A page of what a caller asks for and may see, in the books that they ask for.
    public <S extends State<S>, T extends Record> Uni<Listing<T>> seenBy(
            Caller caller, Asked asked, Conditions conditions, Shown<S, T> shown) {
        long after = place(asked.page());
        return allowed(caller, asked)
                .chain(allowed ->
                        list(
                                        allowed.wanted(),
                                        conditions,
                                        after,
                                        asked.page().limit(),
                                        shown.unknown().apply(allowed.wanted().lastDay()))
                                .map(found -> listing(found, allowed, shown)));
    }

    private Uni<Allowed> allowed(Caller caller, Asked asked) {
        return views.ofDay(asked.asOf())
                .chain(view ->
                        campaigns
                                .reach(caller, asked.campaignId(), asked.region())
                                .chain(reach ->
                                        views.before("updatedSince", asked.updatedSince())
                                                .map(since -> allowed(asked, view, reach, since))));
    }

    private static Allowed allowed(Asked asked, View view, Reach reach, long since) {
        return new Allowed(
                new Wanted(asked.kind(), reach.ids(), view.position(), view.lastDay(), since),
                reach.donors());
    }

    private static <S extends State<S>, T extends Record> Listing<T> listing(
            Found<S> found, Allowed allowed, Shown<S, T> shown) {
        return Listing.endingAt(
                shown.type(),
                new View(allowed.wanted().position(), allowed.wanted().lastDay()),
                found.things().stream()
                        .map(thing -> shown.row().apply(thing.state(), allowed.donors()))
                        .toList(),
                found.next());
    }

    /// Where a page of such a list begins: after this position.
    private static long place(PageRequest page) {
        try {
            return page.after().map(Long::parseLong).orElse(0L);
        } catch (NumberFormatException notAPosition) {
            throw CommonRefusal.MALFORMED_REQUEST.at("/cursor", "This cursor is of another list.");
        }
    }

    /// @param after the position after which the page begins
    <S extends State<S>> Uni<Found<S>> list(
            Wanted wanted, Conditions conditions, long after, int limit, S unknown) {
        long from = Math.max(after, wanted.since());
        boolean narrow = wanted.campaigns() != null && wanted.campaigns().length == 1;
        long upTo =
                narrow || wanted.kind() != StreamId.Kind.DONATION && wanted.since() == 0
                        ? wanted.position()
                        : Math.min(wanted.position(), from + MOST_EVENTS);
        Query query = new Query(wanted, from, upTo);
        conditions.all.forEach(one -> query.and(one.getKey(), one.getValue()));
        return database.preparedQuery(query.text(limit + 1))
                .execute(Tuple.tuple(query.values))
                .map(rows -> {
                    List<Row> found = new ArrayList<>(rows.size());
                    rows.forEach(row ->
                            found.add(
                                    new Row(
                                            row.getLong("position"),
                                            StreamId.parse(row.getString("stream")))));
                    return found;
                })
                .chain(found -> {
                    List<Row> shown = found.subList(0, Math.min(limit, found.size()));
                    Optional<Long> next =
                            found.size() > limit
                                    ? Optional.of(shown.getLast().position())
                                    : Optional.of(upTo).filter(end -> end < wanted.position());
                    return states(shown, wanted.position(), unknown)
                            .map(things -> new Found<>(things, next.orElse(null)));
                });
    }

    private <S extends State<S>> Uni<List<Listed<S>>> states(
            List<Row> rows, long position, S unknown) {
        return history.of(rows.stream().map(Row::stream).toList(), position, unknown)
                .map(states ->
                        rows.stream()
                                .map(row -> new Listed<>(row.position(), states.get(row.stream())))
                                .toList());
    }

    /// The statement that finds them, put together of what is asked for only, so that each shape of
    /// it is planned for itself.
    private static final class Query {
        private final StringBuilder text;
        private final String listed;
        private final List<Object> values = new ArrayList<>();

        Query(Wanted wanted, long from, long upTo) {
            boolean changed = wanted.since() > 0;
            text = new StringBuilder(changed ? CHANGED : BEGAN);
            listed = changed ? "change" : "begin";
            values.add(from);
            values.add(upTo);
            if (changed) {
                values.add(wanted.since());
            }
            kind(wanted.kind());
            and("begin.effective <= ?", wanted.lastDay());
            if (wanted.campaigns() != null) {
                campaigns(wanted.campaigns());
            }
        }

        private void kind(StreamId.Kind kind) {
            text.append(" and split_part(")
                    .append(listed)
                    .append(".stream, ':', 1) = '")
                    .append(kind.text())
                    .append('\'');
        }

        private void campaigns(UUID[] campaigns) {
            if (campaigns.length == 1) {
                and(listed + ".campaign_id = ?", campaigns[0]);
            } else {
                and(listed + ".campaign_id = any (?)", campaigns);
            }
        }

        void and(String condition, Object value) {
            values.add(value);
            text.append(" and ").append(condition.replace("?", "$" + values.size()));
        }

        String text(int rows) {
            values.add(rows);
            return text + " order by " + listed + ".position limit $" + values.size();
        }
    }
}
