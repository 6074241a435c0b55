package org.assemble.ledger.journal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.assemble.ledger.journal.Memory.Head;
import org.assemble.ledger.journal.Session.Turn;
import org.assemble.ledger.journal.model.StreamId;
import org.assemble.platform.problem.CommonRefusal;
import org.assemble.platform.problem.Outage;
import org.assemble.platform.problem.RefusalException;
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
    private static final int MOST_AT_ONCE = 1_024;

    /// Orders of an append that are written together, while the next are decided.
    private static final int PART = 256;

    /// How long an append waits for as many orders as the one before it had. Under load each append
    /// saves more for all than the wait costs; alone, nobody waits.
    private static final long COMPANY_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    /// Orders that wait; beyond them callers are told to come again.
    private static final int MOST_WAITING = 16_384;

    /// Events of others that are read one by one; after more, states are read again when they are
    /// needed.
    private static final int MOST_TO_CATCH_UP = 5_000;

    private final DataSource database;
    private final Runnable announced;
    private final BlockingQueue<Waiting<?>> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Memory memory = new Memory();
    private final Chain chain = new Chain();
    private final Thread thread = Thread.ofPlatform().name("ledger-appender").unstarted(this::run);
    private Session session;
    private int gatheredBefore;
    private volatile boolean closing;

    /// @param announced called after each commit, for whoever sends what was announced
    Appender(DataSource database, Runnable announced) {
        this.database = database;
        this.announced = announced;
    }

    /// An order, who waits for its answer, and how far it got.
    private static final class Waiting<T> {
        private final Order<T> order;
        private final CompletableFuture<Answer<T>> caller = new CompletableFuture<>();
        private Outcome<T> outcome;
        private boolean commitUnderWay;
        private boolean triedBefore;

        Waiting(Order<T> order) {
            this.order = order;
        }

        void decide(Batch batch) {
            outcome = batch.decide(order);
        }

        void answer() {
            switch (outcome) {
                // Its own first try is no repeat: only the answer to that commit was lost.
                case Outcome.Answered<T>(Answer<T>(T body, boolean replayed)) ->
                        caller.complete(new Answer<>(body, replayed && !triedBefore));
                case Outcome.Refused<T>(RefusalException refusal) ->
                        caller.completeExceptionally(refusal);
            }
        }
    }

    void start() {
        thread.start();
    }

    /// Completes after the commit, in the appender's thread: do little there.
    <T> CompletableFuture<Answer<T>> append(Order<T> order) {
        Waiting<T> waiting =
                new Waiting<>(order.keys().isEmpty() ? order.named(Key.fresh()) : order);
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
        List<Waiting<?>> batch = new ArrayList<>(MOST_AT_ONCE);
        while (gather(batch)) {
            append(batch);
            batch.clear();
        }
        disconnect();
    }

    /// @return whether there is anything to do: false at the end only
    private boolean gather(List<Waiting<?>> batch) {
        try {
            if (!closing) {
                batch.add(queue.take());
                gatherCompany(batch);
            }
        } catch (InterruptedException e) {
            // Closing: what waits is still written.
        }
        queue.drainTo(batch, MOST_AT_ONCE - batch.size());
        gatheredBefore = batch.size();
        return !batch.isEmpty();
    }

    private void gatherCompany(List<Waiting<?>> batch) throws InterruptedException {
        long deadline = System.nanoTime() + COMPANY_NANOS;
        queue.drainTo(batch, MOST_AT_ONCE - batch.size());
        while (batch.size() < gatheredBefore) {
            Waiting<?> next = queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            batch.add(next);
            queue.drainTo(batch, MOST_AT_ONCE - batch.size());
        }
    }

    private void append(List<Waiting<?>> batch) {
        try {
            commit(batch);
        } catch (SQLException | RuntimeException | Error failed) {
            LOG.warnf(
                    "an append of %d is tried again one by one: %s",
                    batch.size(), failed.toString());
            disconnect();
            oneByOne(batch);
        }
    }

    private void oneByOne(List<Waiting<?>> batch) {
        Throwable outage = null;
        for (Waiting<?> waiting : batch) {
            if (outage != null) {
                fail(waiting, outage);
                continue;
            }
            try {
                waiting.triedBefore = waiting.commitUnderWay;
                commit(List.of(waiting));
            } catch (SQLException | RuntimeException | Error failed) {
                disconnect();
                fail(waiting, failed);
                outage = Outage.isBehind(failed) ? failed : null;
            }
        }
    }

    private static void fail(Waiting<?> waiting, Throwable failed) {
        if (waiting.commitUnderWay && Outage.isBehind(failed)) {
            waiting.caller.completeExceptionally(
                    CommonRefusal.NOT_AVAILABLE.because(
                            "The database went away in the middle. Ask again with the same key to know whether it was done."));
        } else {
            waiting.caller.completeExceptionally(failed);
        }
    }

    private void commit(List<Waiting<?>> batch) throws SQLException {
        Session connected = connected();
        Turn turn = connected.takeTurn(keys(batch), notRemembered(batch));
        catchUp(connected, turn);
        Batch decided = new Batch(connected, memory, chain, turn);
        for (int from = 0; from < batch.size(); from += PART) {
            int to = Math.min(from + PART, batch.size());
            batch.subList(from, to).forEach(waiting -> waiting.decide(decided));
            if (to < batch.size()) {
                connected.begin(decided.part(), decided.now());
            }
        }
        connected.write(decided.rows(), decided.now());
        batch.forEach(waiting -> waiting.commitUnderWay = true);
        connected.commit();
        decided.remember();
        if (!decided.rows().announcements().isEmpty()) {
            announced.run();
        }
        batch.forEach(Waiting::answer);
    }

    private static List<String> keys(List<Waiting<?>> batch) {
        return batch.stream()
                .flatMap(waiting -> waiting.order.keys().stream())
                .map(Key::name)
                .toList();
    }

    private Set<StreamId> notRemembered(List<Waiting<?>> batch) {
        return batch.stream()
                .flatMap(waiting -> waiting.order.reads().stream())
                .filter(stream -> memory.state(stream) == null)
                .collect(Collectors.toSet());
    }

    /// Brings the memory to the head of the journal, where another replica may have written.
    private void catchUp(Session connected, Turn turn) throws SQLException {
        if (!memory.knowsPolicies(turn.policies())) {
            memory.seeded(turn.policies(), connected.policies());
        }
        Head seen = memory.head();
        if (seen != null && seen.position() == turn.head().position()) {
            return;
        }
        connected.accountsAfter(memory.accounts().size()).forEach(memory::opened);
        if (seen == null || turn.head().position() - seen.position() > MOST_TO_CATCH_UP) {
            memory.beginAt(turn.head());
        } else {
            connected.after(seen.position()).forEach(memory::happened);
            memory.caughtUp(turn.head());
        }
    }

    private Session connected() throws SQLException {
        if (session == null) {
            session = new Session(database.getConnection());
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
