package org.assemble.platform.sample;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.assemble.platform.eventlog.EventLog;
import org.assemble.platform.eventlog.OutgoingEvent;
import org.assemble.platform.inbox.Outcome;
import org.assemble.platform.inbox.Subscriber;
import org.assemble.platform.inbox.Subscriptions;

/// A feature as services have them: state and message in one transaction, messages of others taken
/// once.
@ApplicationScoped
public class Samples implements Subscriber {
    @Inject EventLog log;

    /// Something happened to a sample.
    public record Counted(UUID sampleId, int count) implements OutgoingEvent {
        @Override
        public String type() {
            return "org.assemble.campaign.Counted.v1";
        }

        @Override
        public String subject() {
            return sampleId.toString();
        }

        @Override
        public String key() {
            return sampleId.toString();
        }
    }

    record Bump(UUID sampleId, int by) {}

    record Made(UUID sampleId) {}

    @Override
    public void subscribe(Subscriptions on) {
        on.event("org.assemble.training.Bump.v1", Bump.class, this::bump)
                .event("org.assemble.training.Made.v1", Made.class, this::made);
    }

    @WithTransaction
    public Uni<SampleRow> count(UUID id) {
        return SampleRow.<SampleRow>findById(id, jakarta.persistence.LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .switchTo(() -> persist(id))
                .invoke(row -> row.count++)
                .call(row -> log.append(new Counted(id, row.count)));
    }

    /// Does everything and then fails: nothing may remain of it.
    @WithTransaction
    public Uni<Void> countAndFail(UUID id) {
        return count(id)
                .map(_ -> {
                    throw new IllegalStateException("the test's own failure");
                });
    }

    private Uni<Outcome> bump(Bump bump) {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(
                                        "update sample set count = count + ?2 where id = ?1")
                                .setParameter(1, bump.sampleId())
                                .setParameter(2, bump.by())
                                .executeUpdate())
                .map(count -> {
                    if (bump.by() < 0) {
                        return Outcome.refused("it would count down");
                    }
                    return count == 1
                            ? Outcome.applied()
                            : Outcome.waiting("sample:" + bump.sampleId());
                });
    }

    private Uni<Outcome> made(Made made) {
        return persist(made.sampleId()).replaceWith(Outcome.known("sample:" + made.sampleId()));
    }

    private static Uni<SampleRow> persist(UUID id) {
        SampleRow row = new SampleRow();
        row.id = id;
        return row.persist();
    }
}
