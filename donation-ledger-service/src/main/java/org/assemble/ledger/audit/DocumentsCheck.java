package org.assemble.ledger.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assemble.ledger.journal.Kept;
import org.assemble.ledger.journal.model.BankDetailsEvent.BankDetailsSubmitted;
import org.assemble.ledger.journal.model.InvoiceEvent.InvoiceSubmitted;

/// Payees' accounts and texts: each that an event names is there, is what the event that it came
/// with vouches for (decision 0024), and there is no other. What came before events vouched can
/// only be told to be there.
final class DocumentsCheck implements Check {

    private static final String NAME = "document";
    private static final int AT_ONCE = 1_000;

    private static final Pattern NAMED = Pattern.compile("\"documentId\":\"([0-9a-f-]{36})\"");

    private static final String STORED =
            "select id, kind, body::text, salt from document where id = any (?)";

    private static final String COUNT = "select count(*) from document";

    /// Slow, and only asked where there are not as many documents as events brought.
    private static final String OF_NO_EVENT =
            """
            select id, kind from document
            where id::text not in (
                select data->>'documentId' from event where type in ('BankDetailsSubmitted', 'InvoiceSubmitted')
                    and data->>'documentId' is not null)\
            """;

    private final Connection connection;
    private final Findings findings;
    private final Map<UUID, Expected> documents = new HashMap<>();
    private long brought;
    private boolean gone;

    /// @param hash null where no event vouches for it, or another one did
    private record Expected(long position, String hash) {}

    DocumentsCheck(Connection connection, Findings findings) {
        this.connection = connection;
        this.findings = findings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void see(Audited event) throws SQLException {
        Matcher named = NAMED.matcher(event.link().entry().data());
        while (named.find()) {
            documents.putIfAbsent(
                    UUID.fromString(named.group(1)), new Expected(event.position(), null));
        }
        event.kept()
                .documents()
                .forEach((id, hash) -> documents.put(id, new Expected(event.position(), hash)));
        if (event.event() instanceof BankDetailsSubmitted
                || event.event() instanceof InvoiceSubmitted) {
            brought++;
        }
        if (documents.size() >= AT_ONCE) {
            lookUp();
        }
    }

    private void lookUp() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(STORED)) {
            query.setArray(1, connection.createArrayOf("uuid", documents.keySet().toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    UUID id = rows.getObject(1, UUID.class);
                    Expected expected = documents.remove(id);
                    if (expected.hash() != null) {
                        compare(id, expected, hash(id, rows));
                    }
                }
            }
        }
        documents.forEach((id, expected) -> {
            gone = true;
            findings.differs(NAME, expected.position(), "document " + id, "a document", null);
        });
        documents.clear();
    }

    /// Null where the salt is gone.
    private static String hash(UUID id, ResultSet row) throws SQLException {
        byte[] salt = row.getBytes(4);
        return salt == null ? null : Kept.ofDocument(id, row.getString(2), row.getString(3), salt);
    }

    /// Never the content itself: it may be a person's.
    private void compare(UUID id, Expected expected, String found) {
        if (!expected.hash().equals(found)) {
            findings.differs(
                    NAME,
                    expected.position(),
                    "document %s: hash over salt and content".formatted(id),
                    expected.hash(),
                    found);
        }
    }

    @Override
    public void end() throws SQLException {
        lookUp();
        if (gone || stored() != brought) {
            tellOfNoEvent();
        }
    }

    private long stored() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(COUNT);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void tellOfNoEvent() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(OF_NO_EVENT);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                findings.differs(
                        NAME,
                        null,
                        "document " + rows.getString(1),
                        "an event that it came with",
                        rows.getString(2));
            }
        }
    }
}
