package org.assemble.ledger.checkpoint;

import static org.assemble.ledger.journal.model.Refusal.HISTORY_CHANGED;
import static org.assemble.ledger.journal.model.Refusal.NOTHING_RECORDED;
import static org.assemble.ledger.journal.model.Refusal.UNKNOWN_CHECKPOINT;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.assemble.ledger.announcement.Announcement.CheckpointPublished;
import org.assemble.ledger.announcement.Announcements;
import org.assemble.ledger.checkpoint.model.Merkle;
import org.assemble.ledger.checkpoint.model.NoteKey;
import org.assemble.ledger.checkpoint.model.TreeHead;
import org.assemble.ledger.journal.LedgerRefusal;
import org.assemble.ledger.journal.Links;
import org.assemble.platform.problem.Outage;
import org.assemble.platform.problem.RefusalException;
import org.assemble.platform.relay.RelaySignal;
import org.assemble.platform.settings.Json;
import org.jboss.logging.Logger;

/// M12: publishes what the journal's history is, signed, so that others hold copies and any change
/// of it is seen.
@ApplicationScoped
public class Checkpoints {

    private static final Logger LOG = Logger.getLogger(Checkpoints.class);

    private static final String SELECT = "select size, root, note, published from checkpoint ";

    private static final String INSERT =
            "insert into checkpoint (size, root, note, published) values ($1, $2, $3, $4)";

    private static final String NOW = "select clock_timestamp() as now";

    private static final String ANNOUNCE =
            """
            select event_log_append(
                array[$1::text]::uuid[], array[$2::text], array[$3::text], array[$4::text],
                array[$5::text]::timestamptz[], array[$6::text])\
            """;

    @Inject Pool database;

    @Inject Links links;

    @Inject Subtrees subtrees;

    @Inject CheckpointSettings settings;

    @Inject Json json;

    @Inject RelaySignal relay;

    private NoteKey key;

    /// A key that is none stops the start.
    void start(@Observes StartupEvent started) {
        key = settings.noteKey();
    }

    NoteKey key() {
        return key;
    }

    @Scheduled(
            every = "${assemble.checkpoint.every:1h}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void publishWhatIsNew() {
        try {
            publish();
        } catch (RefusalException refused) {
            // Nothing recorded yet is no news; a changed history is.
            if (refused.refusal().equals(new LedgerRefusal(HISTORY_CHANGED))) {
                LOG.error(refused.getMessage());
            }
        } catch (RuntimeException failed) {
            if (!Outage.isBehind(failed)) {
                throw failed;
            }
        }
    }

    /// Signs the history as it is now; where nothing is new, the newest checkpoint says it already.
    /// Blocks a worker until the subtrees are filled in.
    Checkpoint publish() {
        long size = links.head().await().indefinitely();
        if (size == 0) {
            throw new LedgerRefusal(NOTHING_RECORDED).because("The journal is empty.");
        }
        subtrees.fill(size);
        Optional<Checkpoint> before = latestUpTo(size).await().indefinitely();
        before.ifPresent(this::mustStillBeTrue);
        byte[] root = root(size);
        Checkpoint published =
                InTransaction.of(database, connection -> publish(connection, size, root));
        relay.somethingIsComing();
        return published;
    }

    /// A log never signs what contradicts what it signed before.
    private void mustStillBeTrue(Checkpoint signed) {
        if (!Arrays.equals(root(signed.size()), signed.root())) {
            throw new LedgerRefusal(HISTORY_CHANGED)
                    .because(
                            "The first %d events are not those that were signed; the audit says which."
                                    .formatted(signed.size()));
        }
    }

    private byte[] root(long size) {
        return subtrees.hashes(List.of(Merkle.whole(size))).await().indefinitely().getFirst();
    }

    private Checkpoint publish(SqlConnection connection, long size, byte[] root) {
        connection.query(Subtrees.TAKE_TURN).executeAndAwait();
        List<Checkpoint> newer =
                checkpoints(
                        connection
                                .preparedQuery(SELECT + "where size >= $1 order by size limit 1")
                                .executeAndAwait(Tuple.of(size)));
        if (!newer.isEmpty()) {
            return newer.getFirst();
        }
        String note = key.sign(new TreeHead(key.name(), size, root).text());
        Instant now =
                connection
                        .query(NOW)
                        .executeAndAwait()
                        .iterator()
                        .next()
                        .getOffsetDateTime("now")
                        .toInstant();
        Checkpoint checkpoint = new Checkpoint(size, root, note, now);
        connection
                .preparedQuery(INSERT)
                .executeAndAwait(
                        Tuple.of(size, Buffer.buffer(root), note, now.atOffset(ZoneOffset.UTC)));
        announce(
                connection,
                Announcements.id(now, root),
                new CheckpointPublished(key.name(), size, note, now));
        return checkpoint;
    }

    /// Last, because its positions are taken under a short lock of their own.
    private void announce(SqlConnection connection, UUID id, CheckpointPublished told) {
        connection
                .preparedQuery(ANNOUNCE)
                .executeAndAwait(
                        Tuple.from(
                                List.of(
                                        id.toString(),
                                        told.type(),
                                        told.subject(),
                                        told.key(),
                                        told.publishedAt().toString(),
                                        json.write(told))));
    }

    /// The newest of all, or of those up to a size.
    public Uni<Optional<Checkpoint>> latest() {
        return latestUpTo(Long.MAX_VALUE);
    }

    private Uni<Optional<Checkpoint>> latestUpTo(long size) {
        return database.preparedQuery(SELECT + "where size <= $1 order by size desc limit 1")
                .execute(Tuple.of(size))
                .map(rows -> checkpoints(rows).stream().findFirst());
    }

    Uni<Checkpoint> at(long size) {
        return database.preparedQuery(SELECT + "where size = $1")
                .execute(Tuple.of(size))
                .map(rows ->
                        checkpoints(rows).stream()
                                .findFirst()
                                .orElseThrow(() ->
                                        new LedgerRefusal(UNKNOWN_CHECKPOINT)
                                                .because(
                                                        "No checkpoint has the size "
                                                                + size
                                                                + ".")));
    }

    /// From the newest to the oldest.
    Uni<List<Checkpoint>> before(OptionalLong size, int rows) {
        return database.preparedQuery(SELECT + "where size < $1 order by size desc limit $2")
                .execute(Tuple.of(size.orElse(Long.MAX_VALUE), rows))
                .map(Checkpoints::checkpoints);
    }

    /// What proves that an event is in a checkpoint.
    public Uni<List<byte[]>> inclusion(long position, Checkpoint checkpoint) {
        return subtrees.hashes(Merkle.inclusion(position - 1, checkpoint.size()));
    }

    /// What proves that one checkpoint's history begins with an older one's.
    Uni<List<byte[]>> consistency(Checkpoint from, Checkpoint to) {
        return subtrees.hashes(Merkle.consistency(from.size(), to.size()));
    }

    private static List<Checkpoint> checkpoints(RowSet<Row> rows) {
        List<Checkpoint> checkpoints = new ArrayList<>();
        rows.forEach(row ->
                checkpoints.add(
                        new Checkpoint(
                                row.getLong("size"),
                                row.getBuffer("root").getBytes(),
                                row.getString("note"),
                                row.getOffsetDateTime("published").toInstant())));
        return checkpoints;
    }
}
