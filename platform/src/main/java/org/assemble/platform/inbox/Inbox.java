package org.assemble.platform.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assemble.platform.problem.Outage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/// Takes messages from the topics, each once: the note that it was taken commits together with its
/// effect.
@ApplicationScoped
public class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration LATE = Duration.ofSeconds(5);
    private static final int TRIES_OF_A_BUG = 4;

    @Inject @Any Instance<Subscriber> subscribers;
    @Inject InboxTable table;
    @Inject MeterRegistry metrics;

    private final Subscriptions subscriptions = new Subscriptions();

    @PostConstruct
    void collect() {
        subscribers.forEach(subscriber -> subscriber.subscribe(subscriptions));
    }

    /// One message of any topic. What can't be read fails, and the connector puts it into the
    /// dead-letter topic; an outage of the database is waited for; a bug is tried again a few times
    /// before the message is given up.
    @Incoming("events")
    public Uni<Void> take(ConsumerRecord<String, String> message) {
        IncomingEvent event;
        try {
            event = IncomingEvent.of(message);
            if (subscriptions.of(event.type()).isEmpty()) {
                metrics.counter("assemble.inbox.ignored", "type", event.type()).increment();
                return nothing();
            }
            subscriptions.check(event);
        } catch (UnreadableEvent unreadable) {
            metrics.counter("assemble.inbox.dead.letters").increment();
            LOG.warnf(
                    "%s-%d@%d can't be read: %s",
                    message.topic(),
                    message.partition(),
                    message.offset(),
                    unreadable.getMessage());
            return Uni.createFrom().failure(unreadable);
        }
        return patiently(() -> takeOnce(event).replaceWithVoid());
    }

    /// A message from elsewhere than the channel: one that was a dead letter.
    ///
    /// @return what became of it; empty where it was taken before
    public Uni<Optional<Outcome>> takeAside(ConsumerRecord<String, String> message) {
        IncomingEvent event = IncomingEvent.of(message);
        if (subscriptions.of(event.type()).isEmpty()) {
            throw new UnreadableEvent("nothing here reads " + event.type());
        }
        subscriptions.check(event);
        return takeOnce(event);
    }

    /// Tries the messages that waited longest.
    Uni<Void> retryOldest() {
        return retry(Panache.withTransaction(table::longestWaiting));
    }

    /// Each in a transaction of its own; one that fails by a bug holds up none of the others.
    private Uni<Void> retry(Uni<List<IncomingEvent>> waiting) {
        return waiting.chain(events -> {
            Uni<Void> all = Uni.createFrom().voidItem();
            for (IncomingEvent event : events) {
                all = all.chain(() -> retry(event));
            }
            return all;
        });
    }

    private Uni<Void> retry(IncomingEvent event) {
        return Panache.withTransaction(() -> takeAgain(event))
                .call(outcome -> outcome.map(this::release).orElseGet(Inbox::nothing))
                .replaceWithVoid()
                .onFailure(failed -> !Outage.isBehind(failed))
                .recoverWithUni(bug -> {
                    LOG.errorf(bug, "a waiting %s could not be taken", event.type());
                    return Panache.withTransaction(() -> table.failed(event));
                });
    }

    private Uni<Optional<Outcome>> takeOnce(IncomingEvent event) {
        return Panache.withTransaction(
                        () -> table.note(event).chain(isNew -> handleIf(isNew, event)))
                .call(outcome -> outcome.map(this::release).orElseGet(Inbox::nothing));
    }

    private Uni<Optional<Outcome>> takeAgain(IncomingEvent event) {
        return table.takeUp(event).chain(waits -> handleIf(waits, event));
    }

    private Uni<Optional<Outcome>> handleIf(boolean wanted, IncomingEvent event) {
        return wanted ? handle(event).map(Optional::of) : Uni.createFrom().item(Optional.empty());
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private Uni<Outcome> handle(IncomingEvent event) {
        Function<IncomingEvent, Uni<Outcome>> handler =
                subscriptions.of(event.type()).orElseThrow();
        return handler.apply(event).call(outcome -> table.record(event, outcome));
    }

    private Uni<Void> release(Outcome outcome) {
        return outcome instanceof Outcome.Known(String subject)
                ? retry(Panache.withTransaction(() -> table.waitingFor(subject)))
                : nothing();
    }

    private Uni<Void> patiently(Supplier<Uni<Void>> work) {
        // A retry comes from a timer's thread; sessions live on the context that the message came
        // on.
        Executor context = MutinyHelper.executor(Vertx.currentContext());
        return Uni.createFrom()
                .deferred(work::get)
                .runSubscriptionOn(context)
                .onFailure(Outage::isBehind)
                .invoke(away ->
                        LOG.warnf("the inbox waits for the database: %s", away.getMessage()))
                .onFailure(Outage::isBehind)
                .retry()
                .withBackOff(SOON, LATE)
                .indefinitely()
                .onFailure()
                .retry()
                .withBackOff(SOON, LATE)
                .atMost(TRIES_OF_A_BUG)
                .onFailure()
                .invoke(bug -> {
                    metrics.counter("assemble.inbox.dead.letters").increment();
                    LOG.error("a message is given up", bug);
                });
    }
}
