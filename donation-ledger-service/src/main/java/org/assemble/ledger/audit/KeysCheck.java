package org.assemble.ledger.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assemble.ledger.journal.model.DonationEvent;

/// What the events rest on beside themselves: the reference under which each donation counts once
/// (M10), and the documents they refer to.
final class KeysCheck implements Check {

    private static final String NAME = "command_key";
    private static final String DOCUMENTS = "document";
    private static final int AT_ONCE = 1_000;

    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
    private static final Pattern DOCUMENT = Pattern.compile("\"documentId\":\"([0-9a-f-]{36})\"");

    private static final String OF_KEYS =
            "select key, answer, position from command_key where key = any (?)";

    private static final String OF_DOCUMENTS = "select id from document where id = any (?)";

    private static final String OF_DONATIONS =
            "select count(*) from command_key where key like 'donation:%'";

    /// A key that somebody planted would make a later donation look like a repeat. Slow, and only
    /// asked where there are not as many keys as donations.
    private static final String POINTING_NOWHERE =
            """
            select key, coalesce(answer, 'position ' || position) from command_key
            where key like 'donation:%' and not exists (
                select from event
                where version = 1
                    and (position = command_key.position
                        or stream = 'donation:' || substring(answer from '"id":"([0-9a-f-]{36})"'))
                    and key = 'donation:' || (data->'gift'->>'source') || ':' || (data->'gift'->>'reference'))\
            """;

    private final Connection connection;
    private final Findings findings;
    private final Map<String, Expected> keys = new HashMap<>();
    private final Map<UUID, Long> documents = new HashMap<>();

    private long donations;
    private long missing;

    private record Expected(long position, String donationId) {
        boolean isToldBy(String told) {
            return ("position " + position).equals(told) || ("donation:" + donationId).equals(told);
        }
    }

    KeysCheck(Connection connection, Findings findings) {
        this.connection = connection;
        this.findings = findings;
        findings.begin(DOCUMENTS);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void see(Audited event) throws SQLException {
        if (event.event() instanceof DonationEvent given && event.link().entry().version() == 1) {
            donations++;
            keys.put(
                    "donation:" + given.gift().source() + ":" + given.gift().reference(),
                    new Expected(event.position(), given.gift().donationId().toString()));
        }
        Matcher document = DOCUMENT.matcher(event.link().entry().data());
        while (document.find()) {
            documents.put(UUID.fromString(document.group(1)), event.position());
        }
        if (keys.size() >= AT_ONCE) {
            lookUpKeys();
        }
        if (documents.size() >= AT_ONCE) {
            lookUpDocuments();
        }
    }

    private void lookUpKeys() throws SQLException {
        Map<String, String> found = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(OF_KEYS)) {
            query.setArray(1, connection.createArrayOf("text", keys.keySet().toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), told(rows.getString(2), rows.getLong(3)));
                }
            }
        }
        keys.forEach((key, expected) -> {
            String told = found.get(key);
            if (!expected.isToldBy(told)) {
                missing++;
                findings.differs(
                        NAME,
                        expected.position(),
                        "command_key " + key,
                        "donation:" + expected.donationId(),
                        told);
            }
        });
        keys.clear();
    }

    /// A key has the first answer, or the position of the event that it is made from.
    private static String told(String answer, long position) {
        if (answer == null) {
            return "position " + position;
        }
        Matcher id = ID.matcher(answer);
        return id.find() ? "donation:" + id.group(1) : "";
    }

    private void lookUpDocuments() throws SQLException {
        Set<UUID> found = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(OF_DOCUMENTS)) {
            query.setArray(1, connection.createArrayOf("uuid", documents.keySet().toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
            }
        }
        documents.forEach((id, position) -> {
            if (!found.contains(id)) {
                findings.differs(DOCUMENTS, position, "document " + id, "a document", null);
            }
        });
        documents.clear();
    }

    @Override
    public void end() throws SQLException {
        lookUpKeys();
        lookUpDocuments();
        if (missing > 0 || stored() != donations) {
            tellPointingNowhere();
        }
    }

    private long stored() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(OF_DONATIONS);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void tellPointingNowhere() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(POINTING_NOWHERE);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                findings.differs(
                        NAME,
                        null,
                        "command_key " + rows.getString(1),
                        "the donation of that source and reference",
                        rows.getString(2));
            }
        }
    }
}
