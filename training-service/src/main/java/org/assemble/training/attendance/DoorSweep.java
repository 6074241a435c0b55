package org.assemble.training.attendance;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.assemble.platform.problem.Outage;

/// Looks for sessions that have ended: that they did is no request of anybody. Two replicas that
/// find the same one take turns, and the second finds nobody there.
@Singleton
class DoorSweep {
    @Inject Doors doors;

    @Scheduled(
            every = "${assemble.door.sweep:30s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return doors.ended()
                .chain(ended ->
                        Multi.createFrom()
                                .iterable(ended)
                                .onItem()
                                .transformToUniAndConcatenate(doors::end)
                                .collect()
                                .last())
                .onFailure(Outage::isBehind)
                .recoverWithNull();
    }
}
