package org.assemble.gateway.webhook;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.Locale;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.database.Database;
import org.assemble.gateway.own.Rejection;
import org.assemble.gateway.problem.Refusal;
import org.assemble.gateway.token.Caller;

/// A ping goes to an address that nobody has asked at yet, so pings are few: of one application and
/// person, and to one host. They are not counted by subscription, which can be led elsewhere, ended
/// and made anew.
@ApplicationScoped
class PingLimit {

    /// More than one person's: a host may receive for many.
    static final int TO_ONE_HOST = 60;

    /// The row's lock is held to the commit: whoever counts at the same time counts on.
    private static final String COUNT =
            """
            insert into ping_count as known (counted, since, sent) values ($1, now(), 1)
            on conflict (counted) do update set
                sent = case when known.since > now() - interval '1 minute' then known.sent + 1
                    else 1 end,
                since = case when known.since > now() - interval '1 minute' then known.since
                    else now() end
            returning sent, ceil(extract(epoch from known.since - now()) + 60)::int as again
            """;

    private static final String FORGET =
            """
            delete from ping_count where counted in
                (select counted from ping_count where since < now() - interval '1 minute'
                 for update skip locked)
            """;

    private final Database database;
    private final int ofOne;
    private final boolean localToo;

    PingLimit(Database database, GatewaySettings settings) {
        this.database = database;
        this.ofOne = settings.webhooks().pingsPerMinute();
        this.localToo = settings.webhooks().localTargets();
    }

    /// Counts a ping that commits with the transaction; fails with a [Rejection] where it is one
    /// too many.
    Future<Void> count(SqlConnection connection, Caller caller, String url) {
        String host = counted(Target.of(url, localToo).host());
        return count(
                        connection,
                        "by " + caller.clientId() + " " + caller.subject(),
                        ofOne,
                        "At most %d pings a minute.")
                .compose(_ ->
                        count(
                                connection,
                                "to " + host,
                                TO_ONE_HOST,
                                "At most %d pings a minute to one host, whoever sends them."));
    }

    /// One host has many spellings; names that only lead to the same address are counted apart.
    static String counted(String host) {
        if (host.startsWith("[")) {
            return InetAddress.ofLiteral(host.substring(1, host.length() - 1)).getHostAddress();
        }
        String name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static Future<Void> count(
            SqlConnection connection, String counted, int most, String detail) {
        return connection
                .preparedQuery(COUNT)
                .execute(Tuple.of(counted))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    if (row.getInteger("sent") > most) {
                        throw Rejection.until(
                                Refusal.TOO_MANY_REQUESTS,
                                detail.formatted(most),
                                row.getInteger("again"));
                    }
                    return null;
                });
    }

    /// Forgets what counts no longer.
    Future<Void> forget() {
        return database.ask(FORGET).mapEmpty();
    }
}
