package org.assemble.gateway.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.database.Database;
import org.assemble.gateway.own.Json;
import org.jboss.logging.Logger;

/// Takes what the services publish from all topics into the gateway's log: one thread, a batch at a
/// time, and the broker is told only what has committed. What comes twice is passed over by its id.
/// While the broker or the database is away it waits, and holds up nothing else.
@ApplicationScoped
class Intake {

    private static final Logger LOG = Logger.getLogger(Intake.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration REST = Duration.ofSeconds(2);
    private static final int MOST_AT_ONCE = 500;
    private static final int COMMIT_SECONDS = 10;
    private static final int LONGEST_NAME = 500;
    private static final int LAST_YEAR = 9_999;
    private static final int LONGEST_DATA = 1024 * 1024;

    private final GatewaySettings.Events settings;
    private final EventLog log;
    private final Counter passedOver;
    private final InstantSource clock = InstantSource.system();

    private volatile boolean ended;
    private volatile boolean listening;
    private volatile KafkaConsumer<String, String> consumer;
    private Thread thread;

    Intake(GatewaySettings settings, EventLog log, MeterRegistry registry) {
        this.settings = settings.events();
        this.log = log;
        this.passedOver =
                Counter.builder("gateway.events.passed.over")
                        .description("Events that can't be read or kept, and are told to nobody")
                        .register(registry);
    }

    void begin(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().daemon().name("intake").unstarted(this::run);
        // Kafka finds its own classes by the thread's class loader.
        thread.setContextClassLoader(KafkaConsumer.class.getClassLoader());
        thread.start();
    }

    void end(@Observes ShutdownEvent event) throws InterruptedException {
        ended = true;
        Optional.ofNullable(consumer).ifPresent(KafkaConsumer::wakeup);
        // Left to itself it leaves the group, and another replica takes over at once.
        thread.join(REST.multipliedBy(2));
        thread.interrupt();
    }

    /// Whether it has its part of the topics.
    boolean isListening() {
        return listening;
    }

    private void run() {
        while (!ended) {
            try (KafkaConsumer<String, String> opened = open()) {
                consumer = opened;
                listen(opened);
            } catch (WakeupException | InterruptException end) {
                return;
            } catch (RuntimeException | ExecutionException | TimeoutException failure) {
                LOG.warnf("Events are not taken in for the moment: %s", told(failure));
            } catch (InterruptedException end) {
                return;
            } finally {
                listening = false;
            }
            rest();
        }
    }

    /// The client wraps what went wrong; without the innermost reason nobody can mend it.
    private static String told(Throwable failure) {
        Throwable reason = failure;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason == failure ? failure.toString() : failure + ", because of " + reason;
    }

    private void listen(KafkaConsumer<String, String> opened)
            throws InterruptedException, ExecutionException, TimeoutException {
        opened.subscribe(settings.topics());
        while (!ended) {
            ConsumerRecords<String, String> records = opened.poll(POLL);
            listening = !opened.assignment().isEmpty();
            if (!records.isEmpty()) {
                take(records);
                opened.commitSync();
            }
        }
    }

    private void take(ConsumerRecords<String, String> records)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<TakenEvent> events = new ArrayList<>();
        long oldest = clock.instant().minus(settings.keptFor()).toEpochMilli();
        for (ConsumerRecord<String, String> record : records) {
            // A new gateway passes over what it would not keep.
            if (record.timestamp() >= oldest) {
                read(record).ifPresent(events::add);
            }
        }
        if (!events.isEmpty()) {
            try {
                append(events);
            } catch (ExecutionException failure) {
                if (!Database.isOfTheData(failure.getCause())) {
                    throw failure;
                }
                appendOneByOne(events);
            }
        }
    }

    private void append(List<TakenEvent> events)
            throws InterruptedException, ExecutionException, TimeoutException {
        log.append(events)
                .toCompletionStage()
                .toCompletableFuture()
                .get(COMMIT_SECONDS, TimeUnit.SECONDS);
    }

    /// One message that can't be kept must not keep all others out for ever.
    private void appendOneByOne(List<TakenEvent> events)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (TakenEvent event : events) {
            try {
                append(List.of(event));
            } catch (ExecutionException failure) {
                if (!Database.isOfTheData(failure.getCause())) {
                    throw failure;
                }
                passedOver.increment();
                LOG.errorf(
                        "%s %s of %s can't be kept, and is passed over: %s",
                        event.type(), event.id(), event.source(), failure.getCause().getMessage());
            }
        }
    }

    private KafkaConsumer<String, String> open() {
        Map<String, Object> properties =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        settings.kafka(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        settings.group(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        MOST_AT_ONCE,
                        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        5_000L);
        return new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
    }

    /// What is no CloudEvent with JSON in it can't be passed on. It stays in its topic, and each
    /// service that reads it has it among its dead letters.
    private Optional<TakenEvent> read(ConsumerRecord<String, String> record) {
        try {
            if (record.value() == null || !Json.isJson(record.value())) {
                throw new IllegalArgumentException("its data are no JSON");
            }
            if (record.value().length() > LONGEST_DATA) {
                throw new IllegalArgumentException("its data are too long");
            }
            return Optional.of(
                    new TakenEvent(
                            0,
                            header(record, "ce_source"),
                            header(record, "ce_id"),
                            header(record, "ce_type"),
                            header(record, "ce_subject"),
                            kept("key", record.key() == null ? "" : record.key()),
                            timeOf(header(record, "ce_time")),
                            record.value()));
        } catch (IllegalArgumentException | DateTimeParseException unreadable) {
            passedOver.increment();
            LOG.warnf(
                    "%s-%d@%d can't be passed on: %s",
                    record.topic(), record.partition(), record.offset(), unreadable.getMessage());
            return Optional.empty();
        }
    }

    /// The database knows more years than these, and not all that a text may name.
    private static Instant timeOf(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text);
        if (time.getYear() < 1 || time.getYear() > LAST_YEAR) {
            throw new IllegalArgumentException("its time can't be kept");
        }
        return time.toInstant();
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("it has no header " + name);
        }
        return kept(name, new String(header.value(), StandardCharsets.UTF_8));
    }

    /// As the database's text and its indexes take it.
    private static String kept(String name, String text) {
        if (text.indexOf('\0') >= 0 || text.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("its " + name + " can't be kept");
        }
        return text;
    }

    private static void rest() {
        try {
            Thread.sleep(REST);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
