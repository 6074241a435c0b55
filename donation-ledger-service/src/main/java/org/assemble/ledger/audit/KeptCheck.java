package org.assemble.ledger.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.assemble.ledger.journal.Kept;
import org.assemble.ledger.journal.model.DonationEvent;

/// Every key is vouched for by the event that it was kept with (decision 0024): its name, what was
/// asked and the first answer. The one that makes a donation count once follows from the donation,
/// and is [KeysCheck]'s.
///
/// A second name, under which a caller asked again for what was done already, came later than any
/// event: it can only be said that it gives the answer of the first name.
final class KeptCheck implements Check {

    private static final String NAME = "command_key";
    private static final String SECOND_NAME = "request:";

    private static final String KEYS =
            """
            select position, key, request, answer from command_key
            where key not like 'donation:%'
            order by position nulls last, key\
            """;

    /// @param position of the event that it was kept with; null in what is older than vouching
    private record Row(Long position, String key, byte[] request, String answer) {

        String hash() {
            return Kept.ofKey(key, request, answer);
        }
    }

    private final Findings findings;
    private final Cursor<Row> stored;
    private Boolean vouchedFromTheStart;

    KeptCheck(Connection connection, Findings findings) throws SQLException {
        this.findings = findings;
        stored =
                new Cursor<>(
                        connection,
                        KEYS,
                        row ->
                                new Row(
                                        row.getObject(1, Long.class),
                                        row.getString(2),
                                        row.getBytes(3),
                                        row.getString(4)));
    }

    @Override
    public String name() {
        return NAME;
    }

    /// Whatever stands before the first event that is no gift has no key but its reference.
    @Override
    public void see(Audited event) throws SQLException {
        boolean gift = event.event() instanceof DonationEvent;
        if (vouchedFromTheStart == null && !gift) {
            vouchedFromTheStart = !event.kept().nothing();
        }
        while (stored.peek() != null && isBefore(stored.peek(), event.position())) {
            notOf(stored.take(), "an event at its position");
        }
        Set<String> vouched = new HashSet<>(event.kept().keys());
        List<Row> others = new ArrayList<>();
        Set<String> answers = new HashSet<>();
        while (stored.peek() != null && isBefore(stored.peek(), event.position() + 1)) {
            Row row = stored.take();
            if (vouched.remove(row.hash())) {
                answers.add(row.answer());
            } else {
                others.add(row);
            }
        }
        if (gift) {
            answers.add(null); // the answer of its reference is made from the event
        }
        for (String hash : vouched) {
            findings.differs(
                    NAME, event.position(), "command_key of event " + event.position(), hash, null);
        }
        boolean allThere = vouched.isEmpty();
        others.stream()
                .filter(row -> !allThere || !isSecondName(row, answers))
                .forEach(row -> notOf(row, "a key that event " + row.position() + " vouches for"));
    }

    private static boolean isBefore(Row row, long position) {
        return row.position() != null && row.position() < position;
    }

    private static boolean isSecondName(Row row, Set<String> answers) {
        return row.key().startsWith(SECOND_NAME)
                && answers.stream().anyMatch(answer -> Objects.equals(answer, row.answer()));
    }

    private void notOf(Row row, String expected) {
        findings.differs(NAME, row.position(), "command_key " + row.key(), expected, row.answer());
    }

    /// Keys without a position are older than vouching, unless there is nothing so old; or they are
    /// a caller's who asked for what was done already.
    @Override
    public void end() throws SQLException {
        boolean older = Boolean.FALSE.equals(vouchedFromTheStart);
        while (stored.peek() != null) {
            Row row = stored.take();
            if (row.position() != null) {
                notOf(row, "an event at its position");
            } else if (!older && !row.key().startsWith(SECOND_NAME)) {
                notOf(row, "the event that it was kept with");
            }
        }
    }

    @Override
    public void close() throws SQLException {
        stored.close();
    }
}
