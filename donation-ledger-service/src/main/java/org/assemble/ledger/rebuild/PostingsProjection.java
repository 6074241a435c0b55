package org.assemble.ledger.rebuild;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assemble.ledger.books.model.Account;
import org.assemble.ledger.books.model.Posting;
import org.assemble.ledger.books.model.Postings;
import org.assemble.ledger.journal.EventJson;
import org.assemble.ledger.journal.Link;
import org.assemble.ledger.journal.LinkCursor;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// What the events do to the books: postings, the accounts in the order in which they were first
/// posted to, and the sealed balances, which are sums of the postings: those that were sealed over
/// the old ones go with them.
final class PostingsProjection implements Projection {

    private static final String DIFFERENT_ACCOUNTS =
            """
            select count(*) from account as used full join rebuild_postings.account as made
                on made.id = used.id and made.name = used.name and made.kind = used.kind
                    and made.campaign_id is not distinct from used.campaign_id
            where used.id is null or made.id is null\
            """;

    /// Appenders remember the accounts' numbers; one that loses its connection forgets them, and
    /// tries again what it was about to write.
    private static final String MAKE_APPENDERS_FORGET =
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where application_name = 'ledger-appender' and datname = current_database()\
            """;

    @Override
    public String name() {
        return "postings";
    }

    @Override
    public int turn() {
        return 42;
    }

    @Override
    public List<Integer> turnsOfOthers() {
        return List.of(BalancesProjection.TURN);
    }

    @Override
    public List<String> tables() {
        return Stream.concat(Stream.of("account", "posting"), BalancesProjection.TABLES.stream())
                .toList();
    }

    /// The sealers' first: one may seal for a while, and no append waits for that.
    @Override
    public List<String> stopWriters() {
        return List.of(BalancesProjection.STOP_SEALERS, "select pg_advisory_xact_lock(4155, 10)");
    }

    @Override
    public int step() {
        return 5_000;
    }

    @Override
    public long fillable(long head) {
        return head;
    }

    @Override
    public Filling from(Connection connection, long position) throws SQLException {
        Map<String, Integer> numbers = new HashMap<>();
        try (PreparedStatement query =
                        connection.prepareStatement(
                                "select name, id from rebuild_postings.account");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                numbers.put(rows.getString(1), rows.getInt(2));
            }
        }
        Accounts accounts = new Accounts(numbers);
        return (filled, after, last) -> {
            accounts.fill(filled, after, last);
            BalancesProjection.fill(filled, schema(), after, last);
        };
    }

    @Override
    public void beforeExchange(Connection owner, Connection asService) throws SQLException {
        if (count(owner) > 0) {
            try (PreparedStatement end = asService.prepareStatement(MAKE_APPENDERS_FORGET)) {
                end.execute();
            }
        }
    }

    private static long count(Connection owner) throws SQLException {
        try (PreparedStatement query = owner.prepareStatement(DIFFERENT_ACCOUNTS);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// The numbers of all accounts that were posted to so far.
    private record Accounts(Map<String, Integer> numbers) {

        void fill(Connection connection, long after, long last) throws SQLException {
            StringBuilder postings = new StringBuilder();
            StringBuilder accounts = new StringBuilder();
            try (LinkCursor links = new LinkCursor(connection, after, last)) {
                for (Link link = links.next(); link != null; link = links.next()) {
                    add(link, postings, accounts);
                }
            }
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            try {
                copy.copyIn(
                        "copy rebuild_postings.account (id, name, kind, campaign_id) from stdin",
                        new StringReader(accounts.toString()));
                copy.copyIn(
                        "copy rebuild_postings.posting (position, line, debit, credit, pence, effective) from stdin",
                        new StringReader(postings.toString()));
            } catch (IOException cannotBe) {
                throw new IllegalStateException("a text can be read", cannotBe);
            }
        }

        private void add(Link link, StringBuilder postings, StringBuilder accounts) {
            int line = 0;
            for (Posting posting :
                    Postings.of(EventJson.read(link.entry().type(), link.entry().data()))) {
                line++;
                row(
                        postings,
                        link.position(),
                        line,
                        number(posting.debit(), accounts),
                        number(posting.credit(), accounts),
                        posting.pence(),
                        link.entry().effective());
            }
        }

        private int number(Account account, StringBuilder opened) {
            Integer known = numbers.get(account.text());
            if (known != null) {
                return known;
            }
            int number = numbers.size() + 1;
            numbers.put(account.text(), number);
            row(
                    opened,
                    number,
                    account.text(),
                    account.kind().text(),
                    account.campaign().map(Object::toString).orElse("\\N"));
            return number;
        }

        /// As COPY takes it; none of our values has a character that must be escaped.
        private static void row(StringBuilder rows, Object... values) {
            for (int i = 0; i < values.length; i++) {
                rows.append(values[i]).append(i + 1 < values.length ? '\t' : '\n');
            }
        }
    }
}
