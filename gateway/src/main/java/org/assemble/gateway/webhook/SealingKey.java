package org.assemble.gateway.webhook;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.assemble.gateway.database.Database;
import org.assemble.gateway.own.Rejection;
import org.assemble.gateway.problem.Refusal;
import org.jboss.logging.Logger;

/// Whether the key that this gateway was given is the one that the secrets are sealed under. The
/// first gateway leaves something sealed under its key; who can't open it has another, and neither
/// tells anybody anything nor seals more: targets are not to blame, and the deliveries wait.
@ApplicationScoped
class SealingKey {

    private static final Logger LOG = Logger.getLogger(SealingKey.class);

    /// What the probe is bound to: no subscription.
    private static final UUID NONE = new UUID(0, 0);

    private static final String PROBE =
            """
            insert into sealing_probe (sealed) values ($1)
            on conflict (single) do update set single = true returning sealed
            """;

    /// Before anything is sealed any key will do.
    private static final String PROBE_ANEW =
            """
            update sealing_probe set sealed = $1 where not exists (select from subscription)
            """;

    private final Database database;
    private final Secrets secrets;

    /// Null before it is known. Neither key nor probe change while the gateway runs.
    private volatile Boolean fits;

    SealingKey(Database database, Secrets secrets) {
        this.database = database;
        this.secrets = secrets;
    }

    Future<Boolean> fits() {
        if (fits != null) {
            return Future.succeededFuture(fits);
        }
        Buffer probe = Buffer.buffer(secrets.seal(secrets.random(), NONE));
        return database.ask(PROBE, probe)
                .compose(rows ->
                        opens(rows)
                                ? Future.succeededFuture(true)
                                : database.ask(PROBE_ANEW, probe).map(set -> set.rowCount() == 1))
                .map(this::note);
    }

    private boolean opens(RowSet<Row> rows) {
        try {
            secrets.open(rows.iterator().next().getBuffer("sealed").getBytes(), NONE);
            return true;
        } catch (Secrets.NotOurs another) {
            return false;
        }
    }

    private boolean note(boolean found) {
        if (!found) {
            LOG.error(
                    "ASSEMBLE_WEBHOOK_KEY is another than secrets are sealed under: webhooks wait");
        }
        fits = found;
        return found;
    }

    /// Empty before it is known.
    Optional<Boolean> known() {
        return Optional.ofNullable(fits);
    }

    /// What is sealed under another key than the rest can't be read any more once the right one is
    /// back.
    Future<Void> mustFit() {
        return fits().map(does -> {
            if (!does) {
                throw Rejection.because(
                        Refusal.NOT_AVAILABLE,
                        "The gateway can't read the secrets of webhooks for the moment.");
            }
            return null;
        });
    }
}
