package org.assemble.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealKafkaTest {
    @TempDir Path folder;

    private final int port = Ports.free();
    private final int controllerPort = Ports.free();

    @AfterEach
    void nothing_is_left() {
        Child.find(home(), Kafka.PART).ifPresent(Child::kill);
    }

    private Home home() {
        return new Home(folder);
    }

    private Kafka start() {
        return Kafka.start(home(), port, controllerPort);
    }

    @Test
    void committed_messages_survive_a_stop_and_a_kill() {
        var topic = new Kafka.Topic("notes", 1);
        try (var kafka = start()) {
            kafka.createTopics(List.of(topic));
            kafka.createTopics(List.of(topic));
            send(kafka, "before the stop");
        }
        var killed = start();
        send(killed, "before the kill");
        killed.kill();
        try (var again = start()) {
            assertThat(read(again, 2)).containsExactly("before the stop", "before the kill");
        }
        assertThat(Child.find(home(), Kafka.PART)).isEmpty();
    }

    @Test
    void one_that_a_killed_starter_left_behind_is_replaced() {
        var left = start();
        try (var kafka = start()) {
            assertThat(left.child().alive()).isFalse();
            assertThat(kafka.child().alive()).isTrue();
        }
    }

    @Test
    void the_platforms_topics_are_written_down() {
        assertThat(Kafka.topics())
                .contains(
                        new Kafka.Topic("assemble.ledger.v1", 6),
                        new Kafka.Topic("assemble.dead-letter.ledger.v1", 1));
    }

    private static void send(Kafka kafka, String text) {
        try (var producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrap(), "transactional.id", "test"),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("notes", text));
            producer.commitTransaction();
        }
    }

    private static List<String> read(Kafka kafka, int count) {
        var texts = new ArrayList<String>();
        try (var consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.bootstrap(),
                                "isolation.level",
                                "read_committed"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            var partition = new TopicPartition("notes", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (texts.size() < count) {
                consumer.poll(Duration.ofSeconds(1)).forEach(message -> texts.add(message.value()));
            }
        }
        return texts;
    }
}
