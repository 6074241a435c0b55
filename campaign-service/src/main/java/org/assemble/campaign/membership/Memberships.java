package org.assemble.campaign.membership;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Keeps the realm's groups `/campaign/{id}` in step with the teams, so that tokens say who belongs
/// where. The change is noted in the transaction that makes it and carried out afterwards, as often
/// as it takes: a realm that is away holds nobody up.
@ApplicationScoped
public class Memberships {
    private static final Logger LOG = Logger.getLogger(Memberships.class);
    private static final String NEXT =
            "select * from membership_task where not done order by number limit 1 for update skip locked";
    private static final String IS_MEMBER =
            "select count(*) from team_member where campaign_id = ?1 and person_id = ?2 and left_at is null";

    @Inject RealmGroups realm;

    /// Notes that a person came to a team or left it.
    public Uni<Void> changed(UUID campaignId, UUID personId) {
        TaskRow task = new TaskRow();
        task.campaignId = campaignId;
        task.personId = personId;
        return task.persist().replaceWithVoid();
    }

    /// Tells the realm about the longest-noted change: how it is now, not how it was when it was
    /// noted.
    ///
    /// @return whether there may be more to do
    @WithTransaction
    Uni<Boolean> carryOutNext() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(NEXT, TaskRow.class).getResultList())
                .chain(tasks ->
                        tasks.isEmpty()
                                ? Uni.createFrom().item(false)
                                : carryOut((TaskRow) ((List<?>) tasks).getFirst()));
    }

    private Uni<Boolean> carryOut(TaskRow task) {
        return isMember(task)
                .chain(is ->
                        is
                                ? realm.add(task.campaignId, task.personId)
                                : realm.remove(task.campaignId, task.personId))
                .invoke(() -> task.done = true)
                .replaceWith(true)
                .onFailure()
                .recoverWithItem(failed -> {
                    task.tries++;
                    LOG.warnf("the realm is not told yet (try %d): %s", task.tries, failed);
                    return false;
                });
    }

    private static Uni<Boolean> isMember(TaskRow task) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(IS_MEMBER, Long.class)
                                .setParameter(1, task.campaignId)
                                .setParameter(2, task.personId)
                                .getSingleResult())
                .map(count -> count > 0);
    }
}
