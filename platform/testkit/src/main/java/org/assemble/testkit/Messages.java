package org.assemble.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// The topic of one service: a test writes to it as that service would, with a plain producer, and
/// reads from it as a neighbour would.
///
/// ```java
/// Messages.of("campaign").send("CampaignRegistered.v1", campaignId, data);
/// Messages.of("training").await("TrainingCompleted.v1", data -> …);
/// ```
public record Messages(String service, String topic) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    /// A message as it stands in a topic.
    public record Message(String id, String type, String subject, String key, JsonNode data) {}

    public static Messages of(String service) {
        return new Messages(service, "assemble." + service + ".v1");
    }

    /// What a reader could not take of a service's messages.
    public static Messages deadLetters(String service, String reader) {
        return new Messages(service, "assemble.dead-letter." + reader + ".v1");
    }

    /// Sends an event that happens now.
    ///
    /// @param name with its version: `CampaignRegistered.v1`
    /// @param key what keeps the order; the subject too
    /// @param data anything that becomes JSON
    public void send(String name, Object key, Object data) {
        send(name, key, data, UUID.randomUUID(), Instant.now());
    }

    /// The same with the id and the time told: for messages that come twice, late or out of order.
    public void send(String name, Object key, Object data, UUID id, Instant time) {
        var message = new ProducerRecord<>(topic, key.toString(), write(data));
        header(message, "ce_specversion", "1.0");
        header(message, "ce_id", id.toString());
        header(message, "ce_source", "/assemble/" + service);
        header(message, "ce_type", type(name));
        header(message, "ce_subject", key.toString());
        header(message, "ce_time", time.toString());
        try {
            Clients.PRODUCER.send(message).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("the broker did not take " + name, e);
        }
    }

    /// The first message of a name whose data fit, waited for.
    public Message await(String name, Predicate<JsonNode> fits) {
        return Soon.comes(
                name + " in " + topic,
                () -> all(name).stream().filter(message -> fits.test(message.data())).findFirst());
    }

    /// Every committed message of a name that is in the topic now, in each key's order.
    public List<Message> all(String name) {
        return Clients.reader(topic).read().stream()
                .map(Messages::message)
                .filter(message -> message.type().equals(type(name)))
                .toList();
    }

    private String type(String name) {
        return "org.assemble." + service + "." + name;
    }

    private static Message message(ConsumerRecord<String, String> record) {
        try {
            return new Message(
                    header(record, "ce_id"),
                    header(record, "ce_type"),
                    header(record, "ce_subject"),
                    record.key(),
                    JSON.readTree(record.value()));
        } catch (JsonProcessingException e) {
            throw new AssertionError(record + " is no JSON", e);
        }
    }

    private static void header(ProducerRecord<String, String> message, String name, String value) {
        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8))
                .orElse("");
    }

    private static String write(Object data) {
        try {
            return JSON.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new AssertionError(data + " can't be written", e);
        }
    }

    /// What talks to the broker, kept from test to test: connecting takes longer than a message
    /// does. The threads of these clients are daemons and end with the JVM.
    private static final class Clients {
        /// A broker that a test takes away is looked for again so often.
        private static final Map<String, Object> SETTINGS =
                Map.of(
                        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                        RealParts.bootstrap(),
                        CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        200);

        private static final KafkaProducer<String, String> PRODUCER =
                withOwnClasses(() ->
                        new KafkaProducer<>(
                                compressed(), new StringSerializer(), new StringSerializer()));

        /// As the services send: who reads must be able to read that.
        private static Map<String, Object> compressed() {
            var settings = new HashMap<>(SETTINGS);
            settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
            return settings;
        }

        private static final Map<String, Reader> READERS = new ConcurrentHashMap<>();

        static Reader reader(String topic) {
            return READERS.computeIfAbsent(topic, Reader::new);
        }

        /// Kafka finds its own classes by the thread's class loader, which in a test may be
        /// anyone's.
        private static <T> T withOwnClasses(Supplier<T> make) {
            var thread = Thread.currentThread();
            var before = thread.getContextClassLoader();
            thread.setContextClassLoader(KafkaProducer.class.getClassLoader());
            try {
                return make.get();
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    /// Everything that a topic has, read once: each time goes on where the one before ended.
    private static final class Reader {
        private final KafkaConsumer<String, String> consumer;
        private final List<TopicPartition> partitions;
        private final List<ConsumerRecord<String, String>> records = new ArrayList<>();

        Reader(String topic) {
            var settings = new HashMap<>(Clients.SETTINGS);
            settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            consumer =
                    Clients.withOwnClasses(() ->
                            new KafkaConsumer<>(
                                    settings, new StringDeserializer(), new StringDeserializer()));
            partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(found -> new TopicPartition(topic, found.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        /// Up to the end that the topic has now.
        synchronized List<ConsumerRecord<String, String>> read() {
            var ends = consumer.endOffsets(partitions, PATIENCE);
            while (partitions.stream()
                    .anyMatch(part -> consumer.position(part, PATIENCE) < ends.get(part))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return List.copyOf(records);
        }
    }
}
