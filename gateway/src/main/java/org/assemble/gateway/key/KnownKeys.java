package org.assemble.gateway.key;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.database.Database;
import org.jboss.logging.Logger;

/// All keys that can be used, in memory: a guess costs a hash and a look, and never a query. What
/// other replicas gave out or revoked is known a few seconds later; while the database is away,
/// what is known goes on.
@Singleton
class KnownKeys {

    private static final Logger LOG = Logger.getLogger(KnownKeys.class);
    private static final Duration NOTE_USE_EVERY = Duration.ofMinutes(1);
    private static final String USABLE =
            """
            select id, prefix, hash, expires, previous_hash, previous_until from api_key
            where revoked is null and expires > now() order by id limit $1
            """;
    private static final String USED =
            """
            update api_key set last_used = today
            from (select (now() at time zone 'Europe/London')::date as today) london
            where id = any($1) and last_used is distinct from today
            """;

    /// A key that can be used.
    record Known(UUID id, String prefix, Instant until) {}

    private final Database database;
    private final Vertx vertx;
    private final GatewaySettings.Keys settings;
    private final InstantSource clock = InstantSource.system();
    private final Set<UUID> used = ConcurrentHashMap.newKeySet();
    private final Latest<Map<String, Known>> byHash = new Latest<>();

    KnownKeys(Database database, Vertx vertx, GatewaySettings settings) {
        this.database = database;
        this.vertx = vertx;
        this.settings = settings.keys();
    }

    void begin(@Observes StartupEvent event) {
        database.ready().onSuccess(_ -> look());
        vertx.setPeriodic(settings.lookedAtEvery().toMillis(), _ -> look());
        vertx.setPeriodic(NOTE_USE_EVERY.toMillis(), _ -> noteUse());
    }

    /// Whether the keys were ever read: before that, nobody can say whether a key is one.
    boolean areRead() {
        return byHash.get().isPresent();
    }

    Optional<Known> find(ApiKey key) {
        Optional<Known> found =
                byHash.get()
                        .map(known -> known.get(key.hash()))
                        .filter(known -> clock.instant().isBefore(known.until()));
        found.ifPresent(known -> used.add(known.id()));
        return found;
    }

    /// Reads them again; a failure leaves what is known, and so does an answer that comes after
    /// that of a look that began later: a key that was revoked meanwhile would be good again.
    Future<Void> look() {
        long look = byHash.begin();
        return database.ask(USABLE, settings.most())
                .onSuccess(rows -> byHash.adopt(look, byHash(rows)))
                .onFailure(failure -> Database.tell(LOG, "API keys could not be read", failure))
                .transform(_ -> Future.succeededFuture());
    }

    private static Map<String, Known> byHash(RowSet<Row> rows) {
        Map<String, Known> next = new HashMap<>();
        for (Row row : rows) {
            UUID id = row.getUUID("id");
            String prefix = row.getString("prefix");
            Instant expires = row.getOffsetDateTime("expires").toInstant();
            next.put(row.getString("hash"), new Known(id, prefix, expires));
            if (row.getString("previous_hash") != null) {
                Instant until = row.getOffsetDateTime("previous_until").toInstant();
                next.put(
                        row.getString("previous_hash"),
                        new Known(id, prefix, until.isBefore(expires) ? until : expires));
            }
        }
        return next;
    }

    /// The day of the last use is enough to find keys that nobody needs any more; more would be a
    /// record of what people do.
    Future<Void> noteUse() {
        if (used.isEmpty()) {
            return Future.succeededFuture();
        }
        Set<UUID> noting = new HashSet<>(used);
        used.removeAll(noting);
        return database.ask(USED, (Object) noting.toArray(UUID[]::new))
                .onFailure(_ -> used.addAll(noting))
                .onFailure(failure -> Database.tell(LOG, "The use of keys is not noted", failure))
                .transform(_ -> Future.succeededFuture());
    }
}
