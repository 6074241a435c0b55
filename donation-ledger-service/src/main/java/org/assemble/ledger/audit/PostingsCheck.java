package org.assemble.ledger.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assemble.ledger.books.model.Account;
import org.assemble.ledger.books.model.Posting;

/// Postings and accounts are a function of the events: each event's postings, in their order, and
/// the accounts numbered in the order in which they were first posted to.
final class PostingsCheck implements Check {

    private static final String NAME = "posting";
    private static final String ACCOUNTS = "account";

    private static final String POSTINGS =
            "select position, line, debit, credit, pence, effective from posting order by position, line";

    private static final String STORED_ACCOUNTS =
            "select id, name, kind, campaign_id from account order by id";

    private record Row(
            long position, int line, int debit, int credit, long pence, LocalDate effective) {}

    private final Connection connection;
    private final Findings findings;
    private final Cursor<Row> stored;
    private final List<Account> accounts = new ArrayList<>();
    private final Map<Account, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> storedNumbers = new HashMap<>();
    private long postings;
    private long pence;

    PostingsCheck(Connection connection, Findings findings) throws SQLException {
        this.connection = connection;
        this.findings = findings;
        findings.begin(ACCOUNTS);
        try (PreparedStatement query = connection.prepareStatement(STORED_ACCOUNTS);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                storedNumbers.put(rows.getString(2), rows.getInt(1));
            }
        }
        stored =
                new Cursor<>(
                        connection,
                        POSTINGS,
                        row ->
                                new Row(
                                        row.getLong(1),
                                        row.getInt(2),
                                        row.getInt(3),
                                        row.getInt(4),
                                        row.getLong(5),
                                        row.getObject(6, LocalDate.class)));
    }

    @Override
    public String name() {
        return NAME;
    }

    /// How many there must be.
    long postings() {
        return postings;
    }

    /// What they move together: the sum of all debits, and of all credits.
    long pence() {
        return pence;
    }

    @Override
    public void see(Audited event) throws SQLException {
        tooMany(event.position());
        if (!event.isReadable()) {
            return; // said by the chain; what it did to the books can't be known
        }
        int line = 0;
        for (Posting posting : event.read().postings()) {
            line++;
            postings++;
            pence += posting.pence();
            compare(
                    new Row(
                            event.position(),
                            line,
                            number(posting.debit()),
                            number(posting.credit()),
                            posting.pence(),
                            event.link().entry().effective()));
        }
        tooMany(event.position() + 1);
    }

    /// The number that the account's row has, so that one lost event does not make all accounts
    /// after it look wrong; whether the rows have the right numbers is looked at in the end.
    private int number(Account account) {
        return numbers.computeIfAbsent(
                account,
                opened -> {
                    accounts.add(opened);
                    return storedNumbers.getOrDefault(opened.text(), accounts.size());
                });
    }

    private void compare(Row expected) throws SQLException {
        Row found = stored.peek();
        if (found == null
                || found.position() != expected.position()
                || found.line() != expected.line()) {
            different(expected, "", text(expected), null);
            return;
        }
        stored.take();
        if (found.debit() != expected.debit()) {
            different(expected, ": debit", account(expected.debit()), account(found.debit()));
        }
        if (found.credit() != expected.credit()) {
            different(expected, ": credit", account(expected.credit()), account(found.credit()));
        }
        if (found.pence() != expected.pence()) {
            different(expected, ": pence", expected.pence(), found.pence());
        }
        if (!found.effective().equals(expected.effective())) {
            different(expected, ": effective", expected.effective(), found.effective());
        }
    }

    /// Rows before a position that follow from no event.
    private void tooMany(long before) throws SQLException {
        while (stored.peek() != null && stored.peek().position() < before) {
            Row found = stored.take();
            different(found, "", null, text(found));
        }
    }

    private void different(Row row, String column, Object expected, Object found) {
        findings.differs(
                NAME,
                row.position(),
                "posting %d/%d%s".formatted(row.position(), row.line(), column),
                expected,
                found);
    }

    private String text(Row row) {
        return "%d pence from %s to %s"
                .formatted(row.pence(), account(row.credit()), account(row.debit()));
    }

    private String account(int number) {
        for (Map.Entry<Account, Integer> numbered : numbers.entrySet()) {
            if (numbered.getValue() == number) {
                return numbered.getKey().text();
            }
        }
        return "account " + number;
    }

    @Override
    public void end() throws SQLException {
        tooMany(Long.MAX_VALUE);
        int expected = 0;
        try (PreparedStatement query = connection.prepareStatement(STORED_ACCOUNTS);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                int id = rows.getInt(1);
                while (++expected < id && expected <= accounts.size()) {
                    different(expected, "", accounts.get(expected - 1).text(), null);
                }
                expected = id;
                compare(id, rows);
            }
        }
        while (++expected <= accounts.size()) {
            different(expected, "", accounts.get(expected - 1).text(), null);
        }
    }

    private void compare(int id, ResultSet found) throws SQLException {
        if (id < 1 || id > accounts.size()) {
            different(id, "", null, found.getString(2));
            return;
        }
        Account account = accounts.get(id - 1);
        compare(id, "name", account.text(), found.getString(2));
        compare(id, "kind", account.kind().text(), found.getString(3));
        compare(id, "campaign_id", account.campaign().orElse(null), found.getObject(4, UUID.class));
    }

    private void compare(int id, String column, Object expected, Object found) {
        if (!Objects.equals(expected, found)) {
            different(id, ": " + column, expected, found);
        }
    }

    private void different(int id, String column, Object expected, Object found) {
        findings.differs(ACCOUNTS, null, "account " + id + column, expected, found);
    }

    @Override
    public void close() throws SQLException {
        stored.close();
    }
}
