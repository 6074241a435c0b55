package org.assemble.campaign.membership;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.assemble.platform.problem.Outage;

/// Carries out what is noted about memberships, one after the other until nothing is left.
@Singleton
class MembershipSweep {
    @Inject Memberships memberships;

    @Scheduled(
            every = "${assemble.membership.sweep:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return untilNothingIsLeft().onFailure(Outage::isBehind).recoverWithNull();
    }

    private Uni<Void> untilNothingIsLeft() {
        return memberships
                .carryOutNext()
                .chain(more -> more ? untilNothingIsLeft() : Uni.createFrom().voidItem());
    }
}
