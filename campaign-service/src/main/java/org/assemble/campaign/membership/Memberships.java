package org.assemble.campaign.membership;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
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
            "select * from membership_task where not done and next_try <= now()"
                    + " order by next_try, number limit 1 for update skip locked";
    // One replica at a time tells of one person and campaign: who comes and who leaves can't cross.
    private static final String ALONE =
            "select pg_advisory_xact_lock(4155, hashtext(?1)) is not null";
    private static final int LONGEST_PAUSE_SECONDS = 300;
    private static final String IS_MEMBER =
            "select count(*) from team_member where campaign_id = ?1 and person_id = ?2 and left_at is null";

    @Inject RealmGroups realm;
    @Inject Clock clock;

    /// Notes that a person came to a team or left it.
    public Uni<Void> changed(UUID campaignId, UUID personId) {
        TaskRow task = new TaskRow();
        task.campaignId = campaignId;
        task.personId = personId;
        task.nextTry = clock.instant();
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
        return alone(task)
                .chain(() -> isMember(task))
                .chain(is ->
                        is
                                ? realm.add(task.campaignId, task.personId)
                                : realm.remove(task.campaignId, task.personId))
                .invoke(() -> task.done = true)
                .onFailure()
                .recoverWithItem(failed -> later(task, failed))
                .replaceWith(true);
    }

    /// Others come first; the pause doubles from one try to the next.
    private Void later(TaskRow task, Throwable failed) {
        task.tries++;
        int pause = Math.min(1 << Math.min(task.tries, 10), LONGEST_PAUSE_SECONDS);
        task.nextTry = clock.instant().plusSeconds(pause);
        LOG.warnf(
                "the realm is not told of task %d yet (try %d): %s",
                task.number, task.tries, failed.toString());
        return null;
    }

    private static Uni<Boolean> alone(TaskRow task) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(ALONE, Boolean.class)
                                .setParameter(1, task.campaignId + "/" + task.personId)
                                .getSingleResult());
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
