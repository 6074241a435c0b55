package org.assemble.training.certificate;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import org.assemble.platform.problem.Outage;
import org.jboss.logging.Logger;

/// What is done for certificates without being asked: those are issued that are missing, and what
/// expires soon is said. One replica at a time; what it says commits with the note that it was
/// said, so a run that is late, twice or cut off says nothing twice.
@ApplicationScoped
class Sweep {
    private static final Logger LOG = Logger.getLogger(Sweep.class);
    private static final int AT_ONCE = 500;

    // 4155 is this platform's; the first of its locks is the event log's.
    private static final String TAKE_TURN = "select pg_try_advisory_xact_lock(4155, 5)";

    @Inject Issuing issuing;
    @Inject Reminders reminders;

    @Scheduled(
            every = "${assemble.certificates.sweep:1h}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return all(() -> issuing.issueMissing(AT_ONCE))
                .chain(() -> all(() -> reminders.say(AT_ONCE)))
                .onFailure(Outage::isBehind)
                .invoke(passing -> LOG.warnf("Certificates wait for the next run: %s", passing))
                .onFailure(Outage::isBehind)
                .recoverWithNull();
    }

    /// Some in a transaction, until there are no more.
    private static Uni<Void> all(Supplier<Uni<Integer>> some) {
        return Uni.createFrom()
                .deferred(() -> Panache.withTransaction(() -> ifMyTurn(some)))
                .repeat()
                .whilst(done -> done == AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Integer> ifMyTurn(Supplier<Uni<Integer>> some) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(TAKE_TURN, Boolean.class).getSingleResult())
                .chain(mine -> mine ? some.get() : Uni.createFrom().item(0));
    }
}
