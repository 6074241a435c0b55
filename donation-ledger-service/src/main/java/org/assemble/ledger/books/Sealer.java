package org.assemble.ledger.books;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.assemble.platform.problem.Outage;

/// Seals the blocks of the journal that have become full (decision 0010), a few in a transaction,
/// until none is left. What is not sealed yet is read from the postings, so nothing waits for it.
@Singleton
class Sealer {

    /// For each moment of work so many of rest: donations that pour in go first, and what is sealed
    /// later is read from the postings meanwhile.
    private static final int RESTS = 2;

    @Inject Pool database;

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> seal() {
        return Uni.createFrom()
                .deferred(this::next)
                .repeat()
                .whilst(sealed -> sealed)
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure(Outage::isBehind)
                .recoverWithNull();
    }

    /// @return whether there was anything to seal
    private Uni<Boolean> next() {
        long began = System.nanoTime();
        return database.query("select seal_next() as sealed")
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("sealed"))
                .chain(sealed ->
                        sealed ? rest(System.nanoTime() - began) : Uni.createFrom().item(false));
    }

    private static Uni<Boolean> rest(long tookNanos) {
        return Uni.createFrom()
                .item(true)
                .onItem()
                .delayIt()
                .by(Duration.ofNanos(RESTS * tookNanos));
    }
}
