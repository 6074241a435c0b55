package org.assemble.platform.inbox;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.assemble.platform.problem.Outage;

/// Takes up what waits, now and then: what it waits for may have become known by a request of this
/// service, or in the same moment in which it began to wait.
@Singleton
class WaitingSweep {
    @Inject Inbox inbox;

    @Scheduled(
            every = "${assemble.inbox.sweep:2s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return inbox.retryOldest().onFailure(Outage::isBehind).recoverWithNull();
    }
}
