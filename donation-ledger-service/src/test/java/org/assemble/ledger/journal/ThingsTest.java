package org.assemble.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assemble.ledger.Happened;
import org.assemble.ledger.OwnDatabase;
import org.assemble.ledger.books.model.View;
import org.assemble.ledger.donation.model.Donation;
import org.assemble.ledger.journal.Things.Conditions;
import org.assemble.ledger.journal.Things.Found;
import org.assemble.ledger.journal.Things.Wanted;
import org.assemble.ledger.journal.model.DonationEvent.GivenToNationalFund;
import org.assemble.ledger.journal.model.StreamId;
import org.junit.jupiter.api.Test;

class ThingsTest {

    private static final long HEAD = 250_001;

    @Test
    void a_page_looks_at_so_many_events_and_says_where_it_goes_on() throws Exception {
        try (OwnDatabase database = OwnDatabase.named("things")) {
            Things things = new Things();
            things.database = database.pool();
            things.history = new History();
            things.history.database = database.pool();
            for (long position : List.of(1L, 150_000L, HEAD)) {
                put(database, position);
            }
            List<Long> next = new ArrayList<>();
            List<UUID> found = new ArrayList<>();
            Long after = 0L;
            while (after != null) {
                Found<Donation> page = page(things, after);
                page.things()
                        .forEach(thing ->
                                found.add(
                                        ((Donation.Recorded) thing.state())
                                                .event()
                                                .gift()
                                                .donationId()));
                next.add(page.next());
                after = page.next();
            }
            assertThat(next).containsExactly(100_000L, 200_000L, null);
            assertThat(found)
                    .containsExactly(Happened.id(1), Happened.id(150_000), Happened.id(HEAD));
        }
    }

    private static Found<Donation> page(Things things, long after) {
        return things.list(
                        new Wanted(StreamId.Kind.DONATION, null, HEAD, View.ALWAYS, 0),
                        new Conditions(),
                        after,
                        50,
                        Donation.UNKNOWN)
                .await()
                .indefinitely();
    }

    private static void put(OwnDatabase database, long position) throws SQLException {
        GivenToNationalFund event =
                new GivenToNationalFund(Happened.oneOff(position, 100, Happened.DAY), null);
        try (PreparedStatement statement =
                database.superuser()
                        .prepareStatement(
                                """
                                insert into event
                                    (position, stream, version, type, data, occurred, effective, recorded, salt, hash)
                                values (?, ?, 1, ?, ?::json, now(), now(), now(), '', '')\
                                """)) {
            statement.setLong(1, position);
            statement.setString(2, event.stream().toString());
            statement.setString(3, EventJson.typeOf(event));
            statement.setString(4, EventJson.write(event));
            statement.execute();
        }
    }
}
