package org.assemble.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/// A real Kafka of one node (KRaft), on loopback, that keeps everything it is given.
public final class Kafka implements AutoCloseable {
    static final String PART = "kafka";

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);
    private static final String CLUSTER = "YXNzZW1ibGUtbG9jYWwtMQ";

    private static final int HEAP_MEGABYTES = 256;

    private final Child child;
    private final int port;

    public record Topic(String name, int partitions) {}

    private Kafka(Child child, int port) {
        this.child = child;
        this.port = port;
    }

    /// Starts it on the data of `home`, making them when there are none; one that a killed starter
    /// left running there is ended first. The second port is where the node talks with itself.
    public static Kafka start(Home home, int port, int controllerPort) {
        return start(home, port, controllerPort, cache().options());
    }

    static Kafka start(Home home, int port, int controllerPort, List<String> javaOptions) {
        Child.find(home, PART).ifPresent(Kafka::stop);
        Ports.requireFree(PART, port);
        Ports.requireFree(PART, controllerPort);
        var settings = home.file("kafka.properties");
        write(settings, settings(home.data(PART), port, controllerPort));
        if (!Files.exists(home.data(PART).resolve("meta.properties"))) {
            format(home, settings);
        }
        var command =
                Java.concat(
                        Java.command(home, PART, HEAP_MEGABYTES),
                        javaOptions,
                        program(),
                        List.of("kafka.Kafka", settings.toString()));
        var child = Child.start(home, PART, command, Map.of());
        var kafka = new Kafka(child, port);
        try {
            kafka.awaitReady();
        } catch (RuntimeException e) {
            stop(child);
            throw e;
        }
        return kafka;
    }

    static AotCache cache() {
        var libraries = Parts.here().kafkaLibraries();
        return AotCache.of(Parts.here().unpacked(), PART, libraries);
    }

    /// The one that runs on the data of `home`, whoever started it.
    public static Optional<Kafka> find(Home home, int port) {
        return Child.find(home, PART).map(child -> new Kafka(child, port));
    }

    /// Everything that a cluster keeps three times is kept once here; nothing is ever thrown away.
    private static String settings(Path data, int port, int controllerPort) {
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        log.dirs=%3$s
        num.network.threads=2
        num.io.threads=2
        background.threads=2
        auto.create.topics.enable=false
        num.partitions=1
        default.replication.factor=1
        min.insync.replicas=1
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=4
        offsets.retention.minutes=5256000
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=4
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        share.coordinator.state.topic.num.partitions=1
        group.initial.rebalance.delay.ms=0
        log.retention.ms=-1
        log.retention.bytes=-1
        log.cleaner.dedupe.buffer.size=4000000
        """
                .formatted(port, controllerPort, data);
    }

    private static void format(Home home, Path settings) {
        var command =
                Java.concat(
                        Java.command(home, "kafka-format", HEAP_MEGABYTES),
                        program(),
                        List.of(
                                "kafka.tools.StorageTool",
                                "format",
                                "--cluster-id",
                                CLUSTER,
                                "--config",
                                settings.toString()),
                        List.of("--ignore-formatted"));
        Child.runToEnd(home, "kafka-format", command);
    }

    private static List<String> program() {
        return List.of("-Dlog4j2.level=WARN", "-cp", Parts.here().kafkaLibraries() + "/*");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// It listens when it has taken its place in the cluster, not before.
    private void awaitReady() {
        Until.ready(
                child,
                READY_WITHIN,
                () -> {
                    Ports.knock(port);
                    return true;
                });
    }

    /// `host:port`, as clients want it.
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /// Kafka finds its own classes by the thread's class loader, which in a test may be anyone's.
    public Admin admin() {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(Admin.class.getClassLoader());
        try {
            return Admin.create(
                    Map.of(
                            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap(),
                            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /// Makes the topics that are not there yet.
    public void createTopics(Collection<Topic> topics) {
        var wanted =
                topics.stream()
                        .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                        .toList();
        try (var admin = admin()) {
            for (var made : admin.createTopics(wanted).values().values()) {
                try {
                    made.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new CannotStart(
                                "Kafka's topics could not be made: " + e.getMessage(), e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("interrupted while making topics", e);
        }
    }

    /// The platform's topics, from `deploy/kafka/topics`: a name and a number of partitions on each
    /// line.
    public static List<Topic> topics() {
        var file = Parts.here().archives().resolve("../../../kafka/topics").normalize();
        try (var lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+"))
                    .map(words -> new Topic(words[0], Integer.parseInt(words[1])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Child child() {
        return child;
    }

    public ProcessHandle process() {
        return child.process();
    }

    /// `kill -9`, as a test of what the rest does then.
    public void kill() {
        child.kill();
    }

    @Override
    public void close() {
        stop(child);
    }

    static void stop(Child child) {
        child.stop("TERM", STOPPED_WITHIN);
    }
}
