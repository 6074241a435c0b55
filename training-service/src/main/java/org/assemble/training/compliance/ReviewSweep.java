package org.assemble.training.compliance;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.assemble.platform.problem.Outage;

/// Takes up the marks of what changed, one lot after the other until nothing is left.
@Singleton
class ReviewSweep {
    @Inject Reviews reviews;

    @Scheduled(
            every = "${assemble.compliance.sweep:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return reviews.markExpired()
                .chain(this::untilNothingIsLeft)
                .onFailure(Outage::isBehind)
                .recoverWithNull();
    }

    private Uni<Void> untilNothingIsLeft() {
        return reviews.reviewNext()
                .chain(more -> more ? untilNothingIsLeft() : Uni.createFrom().voidItem());
    }
}
