package org.assemble.ledger.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assemble.ledger.donation.Answers;
import org.assemble.ledger.donation.References;
import org.assemble.ledger.journal.Key;
import org.assemble.ledger.journal.model.DonationEvent;
import org.assemble.ledger.journal.model.ReversalEvent;

/// The reference under which each donation and each reversal counts once, with what was told under
/// it (M10): all of it follows from the event. What callers asked under keys of their own does not,
/// and is [KeptCheck]'s.
final class KeysCheck implements Check {

    private static final String NAME = "command_key";
    private static final int AT_ONCE = 1_000;

    private static final String OF_KEYS =
            "select key, answer, position, request from command_key where key = any (?)";

    private static final String OF_REFERENCES =
            """
            select count(*) from command_key
            where key like 'donation:%' or key like 'reversal:%'\
            """;

    /// A key that somebody planted would make a later donation look like a repeat. Slow, and only
    /// asked where there are not as many keys as donations and reversals.
    private static final String POINTING_NOWHERE =
            """
            select key, coalesce(answer, 'position ' || position) from command_key
            where key like 'donation:%' and not exists (
                select from event
                where version = 1
                    and (position = command_key.position
                        or stream = 'donation:' || substring(answer from '"id":"([0-9a-f-]{36})"'))
                    and key = 'donation:' || (data->'gift'->>'source') || ':' || (data->'gift'->>'reference'))
            union all
            select key, coalesce(answer, 'position ' || position) from command_key
            where key like 'reversal:%' and key not in (
                select 'reversal:' || (data->'reversal'->>'source') || ':' || (data->'reversal'->>'reference')
                from event where type like 'ReversedFrom%' and data->'reversal'->>'reference' is not null)\
            """;

    private final Connection connection;
    private final Findings findings;
    private final Map<String, Expected> keys = new HashMap<>();

    private long references;
    private long missing;

    /// @param id of the donation or reversal
    /// @param told what may have been told of it
    /// @param answer whether it is what was answered
    private record Expected(
            long position, UUID id, Supplier<Stream<Key>> told, Predicate<String> answer) {

        boolean isAnsweredBy(Stored stored) {
            return stored != null
                    && (stored.position() == null || stored.position() == position)
                    && (stored.answer() == null || answer.test(stored.answer()));
        }

        boolean isToldBy(Stored stored) {
            return told.get().anyMatch(key -> Arrays.equals(key.request(), stored.request()));
        }
    }

    /// An answer, or the position of the event that it is made from, or both.
    private record Stored(String answer, Long position, byte[] request) {

        String text() {
            return answer == null ? "position " + position : answer;
        }
    }

    KeysCheck(Connection connection, Findings findings) {
        this.connection = connection;
        this.findings = findings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void see(Audited event) throws SQLException {
        switch (event.event()) {
            case DonationEvent given when event.link().entry().version() == 1 ->
                    reference(
                            References.nameOf(given.gift()),
                            new Expected(
                                    event.position(),
                                    given.gift().donationId(),
                                    () -> References.of(given),
                                    answer -> Answers.isOf(given, answer)));
            case ReversalEvent taken ->
                    reference(
                            References.nameOf(taken.reversal()),
                            new Expected(
                                    event.position(),
                                    taken.reversal().reversalId(),
                                    () -> Stream.of(References.of(taken.reversal())),
                                    answer -> Answers.isOf(taken, answer)));
            case null, default -> {}
        }
        if (keys.size() >= AT_ONCE) {
            lookUpKeys();
        }
    }

    private void reference(String key, Expected expected) {
        references++;
        keys.put(key, expected);
    }

    private void lookUpKeys() throws SQLException {
        Map<String, Stored> found = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(OF_KEYS)) {
            query.setArray(1, connection.createArrayOf("text", keys.keySet().toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            rows.getString(1),
                            new Stored(
                                    rows.getString(2),
                                    rows.getObject(3, Long.class),
                                    rows.getBytes(4)));
                }
            }
        }
        keys.forEach((key, expected) -> compare(key, expected, found.get(key)));
        keys.clear();
    }

    private void compare(String key, Expected expected, Stored found) {
        if (!expected.isAnsweredBy(found)) {
            missing++;
            findings.differs(
                    NAME,
                    expected.position(),
                    "command_key " + key,
                    expected.id(),
                    found == null ? null : found.text());
        } else if (!expected.isToldBy(found)) {
            findings.differs(
                    NAME,
                    expected.position(),
                    "command_key " + key + ": request",
                    "the hash of what was told",
                    HexFormat.of().formatHex(found.request()));
        }
    }

    @Override
    public void end() throws SQLException {
        lookUpKeys();
        if (missing > 0 || stored() != references) {
            tellPointingNowhere();
        }
    }

    private long stored() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(OF_REFERENCES);
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
                        "what has that source and reference",
                        rows.getString(2));
            }
        }
    }
}
