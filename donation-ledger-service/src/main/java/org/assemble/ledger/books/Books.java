package org.assemble.ledger.books;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.assemble.ledger.books.model.Account;
import org.assemble.ledger.books.model.Account.CampaignPayable;
import org.assemble.platform.problem.CommonRefusal;

/// Answers finance's questions from the postings: on any day (effective), as known at any moment (a
/// position).
@ApplicationScoped
class Books {

    /// Later than any day that counts; PostgreSQL's own infinity is no LocalDate.
    private static final LocalDate ALWAYS = LocalDate.of(9999, 12, 31);

    private static final String HEAD = "select coalesce(max(position), 0) as position from event";

    /// What the appender is about to commit was recorded before now and is not seen yet: its turn
    /// is waited for, so the same moment gets the same answer for ever.
    private static final String WAIT_FOR_APPENDS = "select pg_advisory_xact_lock_shared(4155, 10)";

    private static final String POSITION_AT =
            "select position_known_at($1) as position, $1 > clock_timestamp() as still_to_come";

    private static final String TOTALS =
            """
            select account.name, account.kind, account.campaign_id,
                sum(movement.debit)::bigint as debit, sum(movement.credit)::bigint as credit
            from (
                select debit as account, pence as debit, 0 as credit from posting where position <= $1 and effective <= $2
                union all
                select credit, 0, pence from posting where position <= $1 and effective <= $2
            ) as movement join account on account.id = movement.account
            group by account.id order by account.name\
            """;

    private static final String MOVEMENTS =
            """
            with movement as (
                select event.position, posting.line, event.type, event.stream, event.occurred, posting.effective,
                    event.recorded, other.kind as other,
                    case when mine.id = posting.credit then posting.pence else -posting.pence end as pence
                from event
                join posting on posting.position = event.position
                join account as mine on mine.id in (posting.debit, posting.credit) and mine.name = $1
                join account as other on other.id in (posting.debit, posting.credit) and other.id <> mine.id
                where event.campaign_id = $2 and event.position <= $3 and posting.effective <= $4
            ), running as (
                select *, (sum(pence) over (order by effective, position, line))::bigint as balance from movement
            )
            select running.*,
                (select coalesce(sum(pence), 0)::bigint from movement where effective < $5) as opening,
                (select coalesce(sum(pence), 0)::bigint from movement) as closing
            from (select 1) as one
            left join running on running.effective >= $5
                and (running.effective, running.position, running.line) > ($6, $7, $8)
            order by effective, position, line limit $9\
            """;

    @Inject Pool database;

    /// Which books: everything up to a position that counts on or before a day.
    record View(long position, LocalDate lastDay) {}

    /// What was posted to an account on either side.
    record Total(
            String account, Account.Kind kind, UUID campaignId, long debitPence, long creditPence) {
        long balancePence() {
            return kind.balancePence(debitPence, creditPence);
        }
    }

    /// One amount that came to or went from an account.
    ///
    /// @param pence less than nothing where it went
    /// @param other the kind of the account on the other side
    record Movement(
            long position,
            int line,
            String type,
            String stream,
            LocalDate occurred,
            LocalDate effective,
            Instant recorded,
            Account.Kind other,
            long pence,
            long balancePence) {}

    /// Where a page of movements begins: after this one.
    record Place(LocalDate effective, long position, int line) {
        static final Place START = new Place(LocalDate.EPOCH, 0, 0);
    }

    record Statement(long openingPence, long closingPence, List<Movement> movements) {}

    Uni<View> view(AsOf asked) {
        LocalDate lastDay = asked.lastDay().orElse(ALWAYS);
        Uni<Long> position = asked.knownAt().map(this::position).orElseGet(() -> head(database));
        return position.map(last -> new View(last, lastDay));
    }

    private Uni<Long> position(String knownAt) {
        if (knownAt.matches("[0-9]{1,18}")) {
            return head(database).map(head -> notBeyond(head, Long.parseLong(knownAt)));
        }
        OffsetDateTime moment = moment(knownAt);
        return database.withTransaction(connection ->
                connection
                        .query(WAIT_FOR_APPENDS)
                        .execute()
                        .chain(() ->
                                connection.preparedQuery(POSITION_AT).execute(Tuple.of(moment)))
                        .map(rows -> {
                            Row row = rows.iterator().next();
                            return notToCome(
                                    row.getBoolean("still_to_come"), row.getLong("position"));
                        }));
    }

    private static Uni<Long> head(SqlClient client) {
        return client.query(HEAD).execute().map(rows -> rows.iterator().next().getLong("position"));
    }

    private static long notBeyond(long head, long position) {
        return notToCome(position > head, position);
    }

    private static long notToCome(boolean stillToCome, long position) {
        if (stillToCome) {
            throw CommonRefusal.MALFORMED_REQUEST.at(
                    "/knownAt", "What will be known then is not known yet.");
        }
        return position;
    }

    private static OffsetDateTime moment(String text) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeParseException e) {
            throw CommonRefusal.MALFORMED_REQUEST.at(
                    "/knownAt", "A moment (RFC 3339) or a position is needed.");
        }
    }

    /// Every account that was ever posted to in these books; an account without postings is left
    /// out: it has no data, which is not the same as nought.
    Uni<List<Total>> totals(View view) {
        return database.preparedQuery(TOTALS)
                .execute(Tuple.of(view.position(), view.lastDay()))
                .map(rows -> {
                    List<Total> totals = new ArrayList<>();
                    rows.forEach(row ->
                            totals.add(
                                    new Total(
                                            row.getString("name"),
                                            kind(row.getString("kind")),
                                            row.getUUID("campaign_id"),
                                            row.getLong("debit"),
                                            row.getLong("credit"))));
                    return totals;
                });
    }

    /// The movements of what a campaign is owed, from a day on, in the order in which they count.
    Uni<Statement> statement(UUID campaignId, View view, LocalDate from, Place after, int rows) {
        Tuple values =
                Tuple.tuple(
                        List.of(
                                new CampaignPayable(campaignId).text(),
                                campaignId,
                                view.position(),
                                view.lastDay(),
                                from,
                                after.effective(),
                                after.position(),
                                after.line(),
                                rows));
        return database.preparedQuery(MOVEMENTS).execute(values).map(Books::statement);
    }

    private static Statement statement(RowSet<Row> rows) {
        List<Movement> movements = new ArrayList<>();
        Row any = null;
        for (Row row : rows) {
            any = row;
            if (row.getLong("position") != null) {
                movements.add(movement(row));
            }
        }
        return new Statement(any.getLong("opening"), any.getLong("closing"), movements);
    }

    private static Movement movement(Row row) {
        return new Movement(
                row.getLong("position"),
                row.getInteger("line"),
                row.getString("type"),
                row.getString("stream"),
                row.getLocalDate("occurred"),
                row.getLocalDate("effective"),
                row.getOffsetDateTime("recorded").withOffsetSameInstant(ZoneOffset.UTC).toInstant(),
                kind(row.getString("other")),
                row.getLong("pence"),
                row.getLong("balance"));
    }

    private static Account.Kind kind(String text) {
        return Account.Kind.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
