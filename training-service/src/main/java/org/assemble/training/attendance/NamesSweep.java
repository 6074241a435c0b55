package org.assemble.training.attendance;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.assemble.platform.problem.Outage;

/// Erases the names in old lists of calls.
@Singleton
class NamesSweep {
    @Inject Lists lists;

    @Scheduled(
            every = "${assemble.attendance-list.sweep:1h}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return lists.forgetNames().replaceWithVoid().onFailure(Outage::isBehind).recoverWithNull();
    }
}
