package org.assemble.ledger.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.assemble.ledger.announcement.Announcement;
import org.assemble.ledger.announcement.Announcements;
import org.assemble.ledger.journal.AnnouncementJson;

/// What the others were told follows from the events, in their order. Checkpoints are told between
/// them and follow from no event.
final class AnnouncementsCheck implements Check {

    private static final String NAME = "event_log";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String TOLD =
            "select position, type, subject, key, data::text, id, time from event_log order by position";

    private static final String CHECKPOINT = "org.assemble.ledger.CheckpointPublished.v1";

    private static final String CHECKPOINT_NOT_KEPT =
            """
            select position, data->>'size', data->>'note' from event_log
            where type = ? and not exists (
                select from checkpoint
                where size::text = data->>'size' and note = data->>'note' and published = time)
            order by position\
            """;

    private static final String CHECKPOINT_TOLD =
            """
            select position, type, subject, key, data::text, id, time, size, root, note, published
            from event_log join checkpoint on size::text = data->>'size' and note = data->>'note'
            where type = ? and published = time
            order by position\
            """;

    private static final String CHECKPOINT_NOT_TOLD =
            """
            select size from checkpoint
            where not exists (
                select from event_log where type = ? and data->>'size' = checkpoint.size::text)
            order by size\
            """;

    private record Told(
            long position,
            String type,
            String subject,
            String key,
            String data,
            UUID id,
            Instant time) {}

    private final Connection connection;
    private final Findings findings;
    private final Cursor<Told> stored;
    private long position;
    private long idsMadeFrom = Long.MAX_VALUE;

    AnnouncementsCheck(Connection connection, Findings findings) throws SQLException {
        this.connection = connection;
        this.findings = findings;
        stored = new Cursor<>(connection, TOLD, AnnouncementsCheck::told);
    }

    private static Told told(ResultSet row) throws SQLException {
        return new Told(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getObject(6, UUID.class),
                row.getObject(7, OffsetDateTime.class).toInstant());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void see(Audited event) throws SQLException {
        if (!event.kept().nothing()) {
            idsAreMade();
        }
        if (!event.isReadable()) {
            pastUnreadable(event);
        } else if (event.read().announcement().isPresent()) {
            compare(event, event.read().announcement().get());
        }
    }

    private void compare(Audited event, Announcement expected) throws SQLException {
        pastCheckpoints();
        Told found = stored.peek();
        position++;
        if (found == null || found.position() > position) {
            different(event, "event_log " + position, expected, null);
            return; // the row is gone; the one that stands here is the next event's
        }
        stored.take();
        if (!isAbout(found, expected)) {
            different(event, "event_log " + position, expected, found.data());
            pastOneTooMany(expected);
        } else if (!found.key().equals(expected.key()) || !says(found.data(), expected)) {
            different(event, "event_log " + position, expected, found.data());
        } else {
            compareEnvelope(event, found);
        }
    }

    /// Ids were drawn at random until events vouched for what is kept beside them (decision 0024):
    /// from the first that does, or the first id that is made of its event, all are.
    private void compareEnvelope(Audited event, Told found) {
        Instant recorded = event.link().entry().recorded();
        if (!found.time().equals(recorded)) {
            findings.differs(
                    NAME,
                    event.position(),
                    "event_log %d: time".formatted(position),
                    recorded,
                    found.time());
        }
        compareId(found, Announcements.id(recorded, event.link().hash()), event.position());
    }

    private void compareId(Told found, UUID made, Long eventPosition) {
        if (found.id().equals(made)) {
            idsAreMade();
        } else if (found.position() >= idsMadeFrom) {
            findings.differs(
                    NAME,
                    eventPosition,
                    "event_log %d: id".formatted(found.position()),
                    made,
                    found.id());
        }
    }

    private void idsAreMade() {
        idsMadeFrom = Math.min(idsMadeFrom, position);
    }

    /// What an event that can't be read was told as stays unknown; the next ones are compared.
    private void pastUnreadable(Audited event) throws SQLException {
        pastCheckpoints();
        if (stored.peek() != null
                && event.link().entry().stream().endsWith(":" + stored.peek().subject())) {
            position = stored.take().position();
        }
    }

    private void pastOneTooMany(Announcement expected) throws SQLException {
        if (stored.peek() != null && isAbout(stored.peek(), expected)) {
            position = stored.take().position();
        }
    }

    private void pastCheckpoints() throws SQLException {
        while (stored.peek() != null && stored.peek().position() <= position) {
            Told planted = stored.take(); // before the first position there is none
            findings.differs(NAME, null, "event_log " + planted.position(), null, planted.data());
        }
        while (stored.peek() != null
                && stored.peek().position() == position + 1
                && stored.peek().type().equals(CHECKPOINT)) {
            position = stored.take().position();
        }
    }

    private void different(Audited event, String what, Announcement expected, String found) {
        findings.differs(NAME, event.position(), what, AnnouncementJson.write(expected), found);
    }

    private static boolean isAbout(Told found, Announcement expected) {
        return found.type().equals(expected.type()) && found.subject().equals(expected.subject());
    }

    /// What a later version of the message has more is no difference.
    private static boolean says(String data, Announcement expected) {
        String text = AnnouncementJson.write(expected);
        if (data.equals(text)) {
            return true;
        }
        try {
            JsonNode now = JSON.readTree(text);
            for (var field : JSON.readTree(data).properties()) {
                if (!field.getValue().equals(now.get(field.getKey()))) {
                    return false;
                }
            }
            return true;
        } catch (JsonProcessingException unreadable) {
            return false;
        }
    }

    @Override
    public void end() throws SQLException {
        for (pastCheckpoints(); stored.peek() != null; pastCheckpoints()) {
            Told found = stored.take();
            position = found.position();
            findings.differs(NAME, null, "event_log " + found.position(), null, found.data());
        }
        checkpoints();
    }

    /// Every checkpoint was told, and what was told is kept: one that was taken away would let
    /// another history be signed.
    private void checkpoints() throws SQLException {
        each(
                CHECKPOINT_NOT_KEPT,
                row ->
                        findings.differs(
                                NAME,
                                null,
                                "event_log " + row.getLong(1),
                                "what checkpoint " + row.getString(2) + " says",
                                row.getString(3)));
        each(CHECKPOINT_TOLD, this::compareCheckpoint);
        each(
                CHECKPOINT_NOT_TOLD,
                row ->
                        findings.differs(
                                NAME,
                                row.getLong(1),
                                "checkpoint " + row.getLong(1) + ": told",
                                "an announcement",
                                null));
    }

    private void compareCheckpoint(ResultSet row) throws SQLException {
        Told found = told(row);
        String note = row.getString(10);
        Instant published = row.getObject(11, OffsetDateTime.class).toInstant();
        Announcement expected =
                new Announcement.CheckpointPublished(
                        note.lines().findFirst().orElse(""), row.getLong(8), note, published);
        if (!isAbout(found, expected)
                || !found.key().equals(expected.key())
                || !says(found.data(), expected)) {
            findings.differs(
                    NAME,
                    null,
                    "event_log " + found.position(),
                    AnnouncementJson.write(expected),
                    found.data());
        }
        compareId(found, Announcements.id(published, row.getBytes(9)), null);
    }

    private interface Reading {
        void of(ResultSet row) throws SQLException;
    }

    private void each(String sql, Reading reading) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, CHECKPOINT);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    reading.of(rows);
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        stored.close();
    }
}
