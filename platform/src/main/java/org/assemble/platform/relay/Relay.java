package org.assemble.platform.relay;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/// Sends a service's event log to its topic, in order, each event at least once; consumers take
/// each once.
///
/// Any number of replicas run one. An advisory lock, held on a connection of its own, says whose
/// turn it is. One that lost its turn without knowing (its connection broke, it was frozen) is
/// fenced by the broker: all use the same transactional id, and whoever calls `initTransactions`
/// last is the only one whose transactions commit.
public final class Relay implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final Duration FINISHING = Duration.ofSeconds(5);
    private static final byte[] SPEC_VERSION = bytes("1.0");
    private static final byte[] CONTENT_TYPE = bytes("application/json");
    private static final int LINGER_MILLIS = 100;
    private static final int BATCH_BYTES = 256 * 1024;
    private static final String TAKE_TURN = "select pg_try_advisory_lock(4155, 2)";
    private static final String GIVE_TURN_BACK = "select pg_advisory_unlock(4155, 2)";
    private static final String UNSENT =
            "select position, id, type, subject, key, time, data from event_log"
                    + " where position > ? order by position limit ?";
    private static final String ACKNOWLEDGED =
            "select acknowledged from relay_state where topic = ?";
    private static final String ACKNOWLEDGE =
            "insert into relay_state (topic, acknowledged) values (?, ?)"
                    + " on conflict (topic) do update set acknowledged = excluded.acknowledged";

    /// What the relay needs to know of its surroundings.
    ///
    /// @param source `ce_source` of every message
    /// @param kafka the producer's settings, its address above all
    public record Line(String source, DataSource database, Map<String, Object> kafka) {}

    private record Row(long position, ProducerRecord<String, byte[]> message) {}

    private final Line line;
    private final RelaySettings settings;
    private final RelaySignal signal;
    private final byte[] source;
    private final Thread thread;
    private final AtomicLong acknowledged = new AtomicLong();
    private volatile boolean closing;
    private volatile String waitsFor = "its turn";

    public Relay(Line line, RelaySettings settings, RelaySignal signal) {
        this.line = line;
        this.settings = settings;
        this.signal = signal;
        this.source = bytes(line.source());
        this.thread = Thread.ofPlatform().name("relay").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// What it waits for, in words for the health page; empty while it sends.
    public String waitsFor() {
        return waitsFor;
    }

    /// The last position that the broker has acknowledged, as this replica knows.
    public long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public void close() {
        closing = true;
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        signal.somethingIsComing();
        try {
            // A transaction under way is let finish; what still waits for a part is not.
            if (!thread.join(FINISHING)) {
                thread.interrupt();
                thread.join(FINISHING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing) {
            try {
                takeTurns();
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | KafkaException e) {
                say(e instanceof SQLException ? "the database" : "the broker", e);
                pause();
            } catch (RuntimeException e) {
                LOG.error("the relay met a bug and starts again", e);
                pause();
            }
        }
    }

    private void takeTurns() throws SQLException, InterruptedException {
        try (Connection turn = line.database().getConnection()) {
            turn.setAutoCommit(true);
            while (!closing && !isMine(turn)) {
                waitsFor = "its turn";
                Thread.sleep(settings.afterFailure());
            }
            if (closing) {
                // Not its turn: to open a transaction now would fence the one that is sending.
                return;
            }
            Producer<String, byte[]> producer = producer();
            try {
                producer.initTransactions();
                send(turn, producer);
            } finally {
                // What is not committed by now is sent again: waiting for a broker that is away
                // would only keep others from their turn.
                producer.close(Duration.ZERO);
                giveTurnBack(turn);
            }
        }
    }

    /// The connection goes back to a pool, and the lock would go with it.
    private static void giveTurnBack(Connection turn) {
        try (PreparedStatement unlock = turn.prepareStatement(GIVE_TURN_BACK)) {
            unlock.execute();
        } catch (SQLException broken) {
            LOG.debugf("the lock went with its connection: %s", broken.getMessage());
        }
    }

    private void send(Connection turn, Producer<String, byte[]> producer)
            throws SQLException, InterruptedException {
        long sent = read(turn);
        acknowledged.set(sent);
        sends();
        long wait = settings.soonest().toMillis();
        while (!closing) {
            List<Row> rows = unsent(turn, sent);
            if (rows.isEmpty()) {
                boolean hinted = signal.await(wait);
                wait =
                        hinted
                                ? settings.soonest().toMillis()
                                : Math.min(wait * 2, settings.latest().toMillis());
            } else {
                publish(producer, rows);
                sent = rows.getLast().position();
                acknowledge(turn, sent);
                acknowledged.set(sent);
                wait = settings.soonest().toMillis();
                gather(rows.size());
            }
        }
    }

    /// A transaction costs the broker the same for one event as for many: under load the next ones
    /// are let come together. Who waits for a single event does not wait for this.
    private void gather(int sent) throws InterruptedException {
        if (sent < settings.batch() && !closing) {
            Thread.sleep(settings.between());
        }
    }

    private static void publish(Producer<String, byte[]> producer, List<Row> rows) {
        producer.beginTransaction();
        rows.forEach(row -> producer.send(row.message()));
        // Waits for every message of the transaction and throws what went wrong with any.
        producer.commitTransaction();
    }

    private List<Row> unsent(Connection turn, long after) throws SQLException {
        try (PreparedStatement query = turn.prepareStatement(UNSENT)) {
            query.setLong(1, after);
            query.setInt(2, settings.batch());
            List<Row> rows = new ArrayList<>();
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    rows.add(new Row(result.getLong(1), message(result)));
                }
            }
            return rows;
        }
    }

    /// CloudEvents 1.0, binary mode.
    private ProducerRecord<String, byte[]> message(ResultSet row) throws SQLException {
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(settings.topic(), row.getString(5), row.getBytes(7));
        OffsetDateTime time = row.getObject(6, OffsetDateTime.class);
        message.headers()
                .add("ce_specversion", SPEC_VERSION)
                .add("ce_id", bytes(row.getString(2)))
                .add("ce_source", source)
                .add("ce_type", bytes(row.getString(3)))
                .add("ce_subject", bytes(row.getString(4)))
                .add(
                        "ce_time",
                        bytes(
                                time.withOffsetSameInstant(ZoneOffset.UTC)
                                        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)))
                .add("content-type", CONTENT_TYPE);
        return message;
    }

    private long read(Connection turn) throws SQLException {
        try (PreparedStatement query = turn.prepareStatement(ACKNOWLEDGED)) {
            query.setString(1, settings.topic());
            try (ResultSet result = query.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        }
    }

    private void acknowledge(Connection turn, long position) throws SQLException {
        try (PreparedStatement update = turn.prepareStatement(ACKNOWLEDGE)) {
            update.setString(1, settings.topic());
            update.setLong(2, position);
            update.executeUpdate();
        }
    }

    private static boolean isMine(Connection turn) throws SQLException {
        try (PreparedStatement query = turn.prepareStatement(TAKE_TURN);
                ResultSet result = query.executeQuery()) {
            return result.next() && result.getBoolean(1);
        }
    }

    private Producer<String, byte[]> producer() {
        Map<String, Object> properties = new HashMap<>(line.kafka());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "relay-" + settings.topic());
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A commit sends what is there at once; until then large batches cost the broker the least.
        properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    private void say(String part, Exception e) {
        if (!closing && !part.equals(waitsFor)) {
            LOG.warnf("the relay waits for %s: %s", part, e.getMessage());
        }
        waitsFor = part;
    }

    private void sends() {
        if (!waitsFor.isEmpty()) {
            LOG.infof("the relay sends to %s", settings.topic());
        }
        waitsFor = "";
    }

    private void pause() {
        try {
            Thread.sleep(settings.afterFailure());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
