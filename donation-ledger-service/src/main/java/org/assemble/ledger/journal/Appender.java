package org.assemble.ledger.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.assemble.ledger.journal.Memory.Folded;
import org.assemble.ledger.journal.Memory.Head;
import org.assemble.ledger.journal.Session.Turn;
import org.assemble.ledger.journal.model.LedgerEvent;
import org.assemble.platform.problem.CommonRefusal;
import org.assemble.platform.problem.Outage;
import org.jboss.logging.Logger;

/// Writes the journal: one thread, one connection, one append at a time; while one commits, the
/// orders for the next are gathered. Appenders of other replicas take turns with it by a lock in
/// the database, and what they wrote is read before anything is decided, so nothing depends on
/// there being only one.
///
/// An append that fails is tried again order by order, so that one bad order harms no other. If its
/// commit was under way when the connection broke, the orders' keys tell on the second try whether
/// it had happened.
final class Appender implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Appender.class);

    /// Orders in one append; more make an answer wait longer than they save.
    private static final int MOST_AT_ONCE = 512;

    /// Orders that wait; beyond them callers are told to come again.
    private static final int MOST_WAITING = 16_384;

    /// Events of others that are read one by one; after more, states are read again when they are
    /// needed.
    private static final int MOST_TO_CATCH_UP = 5_000;

    private final DataSource database;
    private final Runnable announced;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Memory memory = new Memory();
    private final Thread thread = Thread.ofPlatform().name("ledger-appender").unstarted(this::run);
    private Session session;
    private volatile boolean closing;

    /// @param announced called after each commit, for whoever sends what was announced
    Appender(DataSource database, Runnable announced) {
        this.database = database;
        this.announced = announced;
    }

    /// An order and who waits for its answer.
    private static final class Waiting {
        final Order order;
        final CompletableFuture<Answer> caller = new CompletableFuture<>();
        boolean commitUnderWay;

        Waiting(Order order) {
            this.order = order;
        }
    }

    void start() {
        thread.start();
    }

    /// Completes after the commit, in the appender's thread: do little there.
    CompletableFuture<Answer> append(Order order) {
        Waiting waiting = new Waiting(order);
        if (closing || !queue.offer(waiting)) {
            waiting.caller.completeExceptionally(
                    CommonRefusal.NOT_AVAILABLE.because(
                            "More is asked than can be written; nothing was changed."));
        }
        return waiting.caller;
    }

    int waiting() {
        return queue.size();
    }

    /// Writes what waits, and ends.
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>(MOST_AT_ONCE);
        while (gather(batch)) {
            append(batch);
            batch.clear();
        }
        disconnect();
    }

    /// @return whether there is anything to do: false at the end only
    private boolean gather(List<Waiting> batch) {
        try {
            if (!closing) {
                batch.add(queue.take());
            }
        } catch (InterruptedException e) {
            // Closing: what waits is still written.
        }
        queue.drainTo(batch, MOST_AT_ONCE - batch.size());
        return !batch.isEmpty();
    }

    private void append(List<Waiting> batch) {
        try {
            commit(batch);
        } catch (SQLException | RuntimeException failed) {
            LOG.warnf(
                    "an append of %d is tried again one by one: %s",
                    batch.size(), failed.toString());
            disconnect();
            oneByOne(batch);
        }
    }

    private void oneByOne(List<Waiting> batch) {
        Exception outage = null;
        for (Waiting waiting : batch) {
            if (outage != null) {
                fail(waiting, outage);
                continue;
            }
            try {
                commit(List.of(waiting));
            } catch (SQLException | RuntimeException failed) {
                disconnect();
                fail(waiting, failed);
                outage = Outage.isBehind(failed) ? failed : null;
            }
        }
    }

    private static void fail(Waiting waiting, Exception failed) {
        if (waiting.commitUnderWay && Outage.isBehind(failed)) {
            waiting.caller.completeExceptionally(
                    CommonRefusal.NOT_AVAILABLE.because(
                            "The database went away in the middle. Ask again with the same key to know whether it was done."));
        } else {
            waiting.caller.completeExceptionally(failed);
        }
    }

    private void commit(List<Waiting> batch) throws SQLException {
        Session connected = connected();
        Turn turn = connected.takeTurn();
        catchUp(connected, turn);
        List<String> keys =
                batch.stream()
                        .flatMap(waiting -> waiting.order.keys().stream())
                        .map(Key::name)
                        .toList();
        Batch decided = new Batch(connected, memory, turn.now(), connected.known(keys));
        List<Outcome> outcomes =
                batch.stream().map(waiting -> decided.decide(waiting.order)).toList();
        connected.write(decided.rows(), decided.now());
        batch.forEach(waiting -> waiting.commitUnderWay = true);
        connected.commit();
        decided.remember();
        if (!decided.rows().announcements().isEmpty()) {
            announced.run();
        }
        for (int i = 0; i < outcomes.size(); i++) {
            answer(batch.get(i), outcomes.get(i));
        }
    }

    private static void answer(Waiting waiting, Outcome outcome) {
        switch (outcome) {
            case Outcome.Answered(Answer answer) -> waiting.caller.complete(answer);
            case Outcome.Refused(var refusal) -> waiting.caller.completeExceptionally(refusal);
        }
    }

    /// Brings the memory to the head of the journal, where another replica may have written.
    private void catchUp(Session connected, Turn turn) throws SQLException {
        if (memory.policies() == null || memory.policies().decided().size() != turn.policies()) {
            memory.policies(connected.policies());
        }
        Head seen = memory.head();
        if (seen == null || turn.head().position() - seen.position() > MOST_TO_CATCH_UP) {
            memory.forget();
            memory.policies(connected.policies());
            connected.accountsAfter(0).forEach(memory::add);
            memory.advance(turn.head(), Map.of(), null);
        } else if (turn.head().position() > seen.position()) {
            connected.accountsAfter(memory.accounts().size()).forEach(memory::add);
            replay(connected.after(seen.position()), turn.head());
        }
    }

    private void replay(List<LedgerEvent> events, Head head) {
        for (LedgerEvent event : events) {
            event.concerned()
                    .forEach(stream -> {
                        Folded folded = memory.state(stream);
                        if (folded != null) {
                            memory.advance(
                                    head,
                                    Map.of(stream, Batch.next(folded, stream, event)),
                                    memory.bankPence());
                        }
                    });
        }
        memory.advance(head, Map.of(), null);
    }

    private Session connected() throws SQLException {
        if (session == null) {
            Connection connection = database.getConnection();
            session = new Session(connection);
        }
        return session;
    }

    /// After a failure nothing that was remembered is trusted.
    private void disconnect() {
        memory.forget();
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
