package org.assemble.platform.deadletter;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The messages that this service could not read. They stay in their topic; a place in it is a
/// partition's offset (the topic has one partition).
@ApplicationScoped
public class DeadLetters {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    @ConfigProperty(name = "assemble.dead-letters.topic")
    String topic;

    /// One message that could not be read.
    ///
    /// @param offset its place in the dead-letter topic
    public record DeadLetter(long offset, ConsumerRecord<String, String> message) {
        public Optional<String> header(String name) {
            return Optional.ofNullable(message.headers().lastHeader(name))
                    .map(Header::value)
                    .map(value -> new String(value, StandardCharsets.UTF_8));
        }
    }

    /// Reads from a place on; blocks, so it is called from a worker thread.
    ///
    /// @param most how many at the most
    public List<DeadLetter> from(long offset, int most) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<DeadLetter> letters = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer(most)) {
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition), PATIENCE).get(partition);
            long start = consumer.beginningOffsets(List.of(partition), PATIENCE).get(partition);
            consumer.seek(partition, Math.max(offset, start));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (letters.size() < most && consumer.position(partition, PATIENCE) < end) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("the broker stopped answering");
                }
                consumer.poll(PATIENCE)
                        .records(partition)
                        .forEach(message -> letters.add(new DeadLetter(message.offset(), message)));
            }
        }
        return letters.size() > most ? letters.subList(0, most) : letters;
    }

    private KafkaConsumer<String, String> consumer(int most) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG));
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, most);
        return new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
    }
}
