package org.assemble.ledger.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import org.assemble.ledger.journal.Chain;
import org.assemble.ledger.journal.Entry;
import org.assemble.ledger.journal.model.LedgerEvent;

/// M12: positions without a gap, each hash over the content and the hash before it, recorded times
/// that never fall, versions that count each stream, and columns that say what the event says.
final class ChainCheck implements Check {

    private static final String NAME = "event";

    private static final String SKIPPED_VERSIONS =
            """
            select position, stream, version from event as later
            where version <> 1 and not exists (
                select 1 from event as earlier
                where earlier.stream = later.stream and earlier.version = later.version - 1
                    and earlier.position < later.position)
            order by position\
            """;

    private final Connection connection;
    private final Findings findings;
    private final Chain chain = new Chain();
    private byte[] hash = Chain.genesis();
    private long position;
    private Instant recorded = Instant.EPOCH;

    ChainCheck(Connection connection, Findings findings) {
        this.connection = connection;
        this.findings = findings;
    }

    @Override
    public String name() {
        return NAME;
    }

    /// Goes on from what is stored, so that each change is found where it is.
    @Override
    public void see(Audited event) {
        Entry entry = event.link().entry();
        if (entry.position() != position + 1) {
            findings.differs(
                    NAME,
                    position + 1,
                    "event " + (position + 1),
                    "an event at every position",
                    "the next one is at " + entry.position());
        }
        byte[] expected = chain.link(hash, event.leaf());
        if (!Arrays.equals(expected, event.link().hash())) {
            findings.differs(
                    NAME,
                    entry.position(),
                    "event %d: hash over content, salt and the hash before"
                            .formatted(entry.position()),
                    hex(expected),
                    hex(event.link().hash()));
        }
        if (entry.recorded().isBefore(recorded)) {
            different(entry, "recorded", "not before " + recorded, entry.recorded());
        }
        compare(entry, event.event());
        position = entry.position();
        hash = event.link().hash();
        recorded = entry.recorded();
    }

    private void compare(Entry entry, LedgerEvent event) {
        if (event == null) {
            different(entry, "data", "an event of type " + entry.type(), entry.data());
            return;
        }
        UUID campaign = event.campaign().orElse(null);
        if (!entry.stream().equals(event.stream().toString())) {
            different(entry, "stream", event.stream(), entry.stream());
        }
        if (!Objects.equals(entry.campaignId(), campaign)) {
            different(entry, "campaign_id", campaign, entry.campaignId());
        }
        if (!entry.occurred().equals(event.occurredOn())) {
            different(entry, "occurred", event.occurredOn(), entry.occurred());
        }
    }

    private void different(Entry entry, String column, Object expected, Object found) {
        findings.differs(
                NAME,
                entry.position(),
                "event %d: %s".formatted(entry.position(), column),
                expected,
                found);
    }

    /// In the database: there are as many streams as donations.
    @Override
    public void end() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SKIPPED_VERSIONS);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                findings.differs(
                        NAME,
                        rows.getLong(1),
                        "event %d: version".formatted(rows.getLong(1)),
                        "the one after the last of " + rows.getString(2),
                        rows.getInt(3));
            }
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
