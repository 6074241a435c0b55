package org.assemble.ledger.books;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.assemble.ledger.books.model.View;
import org.assemble.ledger.journal.Messages;
import org.assemble.platform.problem.CommonRefusal;

/// Finds the position that stands for what was known at a moment.
@ApplicationScoped
public class Views {

    private static final String HEAD = "select coalesce(max(position), 0) as position from event";

    private static final String POSITION_AT =
            "select position_settled_at($1) as position, $1 > clock_timestamp() as still_to_come";

    private static final String RECORDED = "select recorded from event where position = $1";

    @Inject Pool database;

    @Inject Clock clock;

    public Uni<View> of(AsOf asked) {
        Uni<Long> position = asked.knownAt().map(this::position).orElseGet(this::head);
        return position.map(last -> new View(last, asked.lastDay().orElse(View.ALWAYS)));
    }

    /// The books of one day, for what depends on the day, such as a policy or a monthly amount: the
    /// day that is asked for; else the legal day on which they were known, which of a moment is its
    /// own and of a position the one on which it was recorded; else today. The answer tells the
    /// day, because another day's answer is another.
    public Uni<View> ofDay(AsOf asked) {
        return of(asked).chain(view -> day(asked, view.position()).map(view::on));
    }

    /// The last event that is committed.
    public Uni<Long> head() {
        return database.query(HEAD)
                .execute()
                .map(rows -> rows.iterator().next().getLong("position"));
    }

    private Uni<LocalDate> day(AsOf asked, long position) {
        if (asked.lastDay().isPresent()) {
            return Uni.createFrom().item(asked.lastDay().get());
        }
        return asked.knownAt()
                .map(known -> dayKnown(known, position))
                .orElseGet(() -> Uni.createFrom().item(LocalDate.now(clock)));
    }

    private Uni<LocalDate> dayKnown(String knownAt, long position) {
        return isPosition(knownAt)
                ? dayRecorded(position)
                : Uni.createFrom().item(Messages.dayOf(momentKnown(knownAt).toInstant()));
    }

    private Uni<LocalDate> dayRecorded(long position) {
        return database.preparedQuery(RECORDED)
                .execute(Tuple.of(position))
                .map(rows ->
                        rows.stream()
                                .findFirst()
                                .map(row ->
                                        Messages.dayOf(
                                                row.getOffsetDateTime("recorded").toInstant()))
                                .orElse(LocalDate.EPOCH));
    }

    /// The last event that was known at a moment: what comes later was recorded since.
    ///
    /// @param moment RFC 3339, or null: then nothing was known yet
    public Uni<Long> before(String parameter, String moment) {
        if (moment == null) {
            return Uni.createFrom().item(0L);
        }
        return database.preparedQuery("select position_settled_at($1) as position")
                .execute(Tuple.of(moment(parameter, moment, "A moment (RFC 3339) is needed.")))
                .map(rows -> rows.iterator().next().getLong("position"));
    }

    private Uni<Long> position(String knownAt) {
        if (isPosition(knownAt)) {
            long position = Long.parseLong(knownAt);
            return head().map(head -> notToCome(position > head, position));
        }
        return database.preparedQuery(POSITION_AT)
                .execute(Tuple.of(momentKnown(knownAt)))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return notToCome(row.getBoolean("still_to_come"), row.getLong("position"));
                });
    }

    private static boolean isPosition(String knownAt) {
        return knownAt.matches("[0-9]{1,18}");
    }

    private static OffsetDateTime momentKnown(String knownAt) {
        return moment("knownAt", knownAt, "A moment (RFC 3339) or a position is needed.");
    }

    private static long notToCome(boolean stillToCome, long position) {
        if (stillToCome) {
            throw CommonRefusal.MALFORMED_REQUEST.at(
                    "/knownAt", "What will be known then is not known yet.");
        }
        return position;
    }

    private static OffsetDateTime moment(String parameter, String text, String needed) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeParseException notAMoment) {
            throw CommonRefusal.MALFORMED_REQUEST.at("/" + parameter, needed);
        }
    }
}
