package org.assemble.ledger.audit;

import static org.assemble.ledger.journal.model.Refusal.AUDIT_UNDER_WAY;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.assemble.ledger.audit.Findings.Difference;
import org.assemble.ledger.checkpoint.CheckpointSettings;
import org.assemble.ledger.journal.Chain;
import org.assemble.ledger.journal.LedgerRefusal;
import org.assemble.ledger.journal.Link;
import org.assemble.ledger.journal.LinkCursor;
import org.assemble.platform.money.Money;

/// Computes everything that is stored again from the events, and says what differs, while the
/// service goes on: all of it is read as it was in one moment. It only reads, and remembers no more
/// for a long journal than for a short one.
@ApplicationScoped
public class Audit {

    /// First, and all at once: a table that a rebuild exchanged after this moment would look empty.
    private static final String KEEP_TABLES =
            """
            lock table event, account, posting, command_key, document, policy, merkle_node, checkpoint, event_log,
                sealed_block, sealed_total, sealed_prefix, sealed_day in access share mode\
            """;

    @Inject AgroalDataSource database;

    @Inject CheckpointSettings settings;

    private final Semaphore turn = new Semaphore(1);

    /// Who listens to an audit.
    interface Listener {
        void hear(Line line);

        /// Called for every event: what takes long is to be seen moving.
        void reached(long position, long of);

        boolean isGone();
    }

    /// One line of what an audit tells: one of the three.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(Progress progress, Finding difference, Report report) {
        static Line of(Progress progress) {
            return new Line(progress, null, null);
        }

        static Line of(Difference difference) {
            return new Line(null, Finding.of(difference), null);
        }

        static Line of(Report report) {
            return new Line(null, null, report);
        }
    }

    /// @param of the last position that is audited
    public record Progress(long position, long of) {}

    /// @param check the table
    /// @param position of the event that it belongs to, if any
    /// @param what the row, and the column
    public record Finding(String check, Long position, String what, String expected, String found) {
        static Finding of(Difference difference) {
            return new Finding(
                    difference.check(),
                    difference.position(),
                    difference.what(),
                    difference.expected(),
                    difference.found());
        }
    }

    /// The last line; where it is missing, the audit did not come to its end.
    ///
    /// @param position the last event
    /// @param hash its hash, over all that came before
    /// @param moved the sum of all debits, which is the sum of all credits
    /// @param differences how many there are; only the first are told
    /// @param ofCheck how many of them each table has
    public record Report(
            long position,
            String hash,
            long events,
            long postings,
            Money moved,
            long differences,
            Map<String, Long> ofCheck,
            double seconds) {}

    /// Blocks a worker until all is read, or nobody listens any more.
    void run(Listener listener) {
        if (!turn.tryAcquire()) {
            throw new LedgerRefusal(AUDIT_UNDER_WAY).because("It has not ended yet.");
        }
        try (Connection connection = database.getConnection()) {
            inOneMoment(connection, listener);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            turn.release();
        }
    }

    private void inOneMoment(Connection connection, Listener listener) throws SQLException {
        connection.setAutoCommit(false);
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            try (Statement keep = connection.createStatement()) {
                keep.execute(KEEP_TABLES);
            }
            through(connection, listener);
        } finally {
            connection.rollback();
            connection.setReadOnly(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(true);
        }
    }

    private void through(Connection connection, Listener listener) throws SQLException {
        Instant begun = Instant.now();
        Findings findings = new Findings(difference -> listener.hear(Line.of(difference)));
        PostingsCheck postings = new PostingsCheck(connection, findings);
        List<Check> checks = checks(connection, findings, postings);
        checks.forEach(check -> findings.begin(check.name()));
        try (LinkCursor links = new LinkCursor(connection, Long.MIN_VALUE, Long.MAX_VALUE)) {
            long head = head(connection);
            Chain chain = new Chain();
            long events = 0;
            Link last = null;
            for (Link link = links.next(); link != null; link = links.next()) {
                if (listener.isGone()) {
                    return;
                }
                Audited event = Audited.of(link, chain.leaf(link.salt(), link.entry()));
                for (Check check : checks) {
                    check.see(event);
                }
                last = link;
                events++;
                listener.reached(link.position(), head);
            }
            for (Check check : checks) {
                check.end();
            }
            listener.hear(
                    Line.of(
                            new Report(
                                    head,
                                    last == null ? null : HexFormat.of().formatHex(last.hash()),
                                    events,
                                    postings.postings(),
                                    Money.pence(postings.pence()),
                                    findings.all(),
                                    findings.ofCheck(),
                                    Duration.between(begun, Instant.now()).toMillis() / 1000.0)));
        } finally {
            for (Check check : checks) {
                check.close();
            }
        }
    }

    /// A table that is made from the events gets its check here.
    private List<Check> checks(Connection connection, Findings findings, PostingsCheck postings)
            throws SQLException {
        return List.of(
                new ChainCheck(connection, findings),
                postings,
                new KeysCheck(connection, findings),
                new KeptCheck(connection, findings),
                new DocumentsCheck(connection, findings),
                new PolicyCheck(connection, findings),
                new SealedCheck(connection, findings),
                new TreeCheck(connection, settings.noteKey(), findings),
                new AnnouncementsCheck(connection, findings));
    }

    private static long head(Connection connection) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet rows =
                        query.executeQuery("select coalesce(max(position), 0) from event")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
