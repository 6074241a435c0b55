package org.assemble.gateway.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assemble.gateway.GatewaySettings;
import org.assemble.gateway.database.Database;
import org.assemble.gateway.own.Answer;
import org.assemble.gateway.own.Call;
import org.assemble.gateway.own.Desk;
import org.assemble.gateway.own.Once;
import org.assemble.gateway.own.Operations;
import org.assemble.gateway.own.Page;
import org.assemble.gateway.own.Rejection;
import org.assemble.gateway.problem.Refusal;

/// API keys given out, listed, replaced and revoked, by the national team.
@ApplicationScoped
class KeyOperations implements Operations {

    private static final String KEYS = "/api/v1/keys";
    private static final String KEY = KEYS + "/:keyId";
    private static final int LONGEST_NAME = 100;
    private static final int MOST_OVERLAP_HOURS = 168;
    private static final int USUAL_OVERLAP_HOURS = 24;

    private final Database database;
    private final Once once;
    private final KnownKeys known;
    private final GatewaySettings.Keys settings;
    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock = InstantSource.system();

    KeyOperations(Database database, Once once, KnownKeys known, GatewaySettings settings) {
        this.database = database;
        this.once = once;
        this.known = known;
        this.settings = settings.keys();
    }

    /// @param name what the key is for; no person's name
    /// @param expires when it ends by itself; a year from now where it isn't said
    record NewKey(String name, Instant expires) {}

    /// @param overlapHours how long the old secret is still good
    record Rotation(Integer overlapHours) {}

    /// A key as it is seen.
    ///
    /// @param prefix what its text begins with, after `asm_`
    /// @param lastUsed the day of its last use
    /// @param key its text: shown once, when it is made or rotated
    record KeyView(
            UUID id,
            String prefix,
            String name,
            Instant made,
            Instant expires,
            Instant rotated,
            Instant revoked,
            LocalDate lastUsed,
            @JsonInclude(JsonInclude.Include.NON_NULL) String key) {

        static KeyView of(Row row) {
            return new KeyView(
                    row.getUUID("id"),
                    row.getString("prefix"),
                    row.getString("name"),
                    instant(row, "made"),
                    instant(row, "expires"),
                    instant(row, "rotated"),
                    instant(row, "revoked"),
                    row.getLocalDate("last_used"),
                    null);
        }

        KeyView with(ApiKey shown) {
            return new KeyView(
                    id, prefix, name, made, expires, rotated, revoked, lastUsed, shown.text());
        }

        private static Instant instant(Row row, String column) {
            OffsetDateTime time = row.getOffsetDateTime(column);
            return time == null ? null : time.toInstant();
        }
    }

    @Override
    public void offer(Desk.Offers at) {
        var who = settings.givenOutBy();
        at.on(HttpMethod.GET, KEYS, who, this::list)
                .on(HttpMethod.POST, KEYS, who, this::make)
                .on(HttpMethod.GET, KEY, who, this::one)
                .on(HttpMethod.DELETE, KEY, who, this::revoke)
                .on(HttpMethod.POST, KEY + "/rotation", who, this::rotate);
    }

    private Future<Answer> list(Call call) {
        Page.Wanted page = call.page();
        return database.ask(
                        "select * from api_key where id > $1 order by id limit $2",
                        page.after().orElse(new UUID(0, 0)),
                        page.rows())
                .map(KeyOperations::views)
                .map(views -> Page.of(views, page, KeyView::id, call));
    }

    private Future<Answer> one(Call call) {
        return database.ask("select * from api_key where id = $1", call.id("keyId"))
                .map(KeyOperations::theOne)
                .map(Answer::ok);
    }

    private Future<Answer> make(Call call) {
        NewKey wanted = checked(call.body(NewKey.class));
        ApiKey key = ApiKey.random(random);
        return once.answer(
                        call,
                        wanted,
                        connection ->
                                mustHaveRoom(connection)
                                        .compose(_ -> insert(connection, wanted, key, call))
                                        .map(made ->
                                                Answer.created(
                                                                KEYS + "/" + made.id(),
                                                                made.with(key))
                                                        .keeping(made)))
                .compose(this::knownHere);
    }

    private NewKey checked(NewKey wanted) {
        if (wanted.name() == null
                || wanted.name().isBlank()
                || wanted.name().length() > LONGEST_NAME) {
            throw Rejection.malformed(
                    "/name", "A name says what the key is for, in 1 to 100 characters.");
        }
        Instant now = clock.instant();
        if (wanted.expires() != null
                && (wanted.expires().isBefore(now)
                        || wanted.expires().isAfter(now.plus(settings.goodForAtMost())))) {
            throw Rejection.malformed(
                    "/expires",
                    "A key ends in the future, at most %d days from now."
                            .formatted(settings.goodForAtMost().toDays()));
        }
        return wanted;
    }

    private Future<Void> mustHaveRoom(SqlConnection connection) {
        return connection
                .preparedQuery(
                        "select count(*) as usable from api_key"
                                + " where revoked is null and expires > now()")
                .execute()
                .map(rows -> {
                    if (rows.iterator().next().getLong("usable") >= settings.most()) {
                        throw Rejection.because(
                                Refusal.TOO_MANY,
                                "At most %d API keys are good at a time."
                                        .formatted(settings.most()));
                    }
                    return null;
                });
    }

    private Future<KeyView> insert(SqlConnection connection, NewKey wanted, ApiKey key, Call call) {
        Instant expires =
                wanted.expires() == null
                        ? clock.instant().plus(settings.goodFor())
                        : wanted.expires();
        return connection
                .preparedQuery(
                        "insert into api_key (prefix, name, hash, made_by, expires)"
                                + " values ($1, $2, $3, $4, $5) returning *")
                .execute(
                        Tuple.of(
                                key.prefix(),
                                wanted.name().strip(),
                                key.hash(),
                                call.caller().subject(),
                                expires.atOffset(ZoneOffset.UTC)))
                .map(KeyOperations::theOne);
    }

    /// A new secret; the old one is good for a while longer, so that no request fails in between.
    /// The one before that ends. A key that has ended, by itself or revoked, gets none: it would
    /// never be good.
    private Future<Answer> rotate(Call call) {
        Rotation wanted = call.body(Rotation.class);
        int hours = wanted.overlapHours() == null ? USUAL_OVERLAP_HOURS : wanted.overlapHours();
        if (hours < 0 || hours > MOST_OVERLAP_HOURS) {
            throw Rejection.malformed("/overlapHours", "0 to 168 hours: a week at the most.");
        }
        return once.answer(call, wanted, connection -> replace(connection, call.id("keyId"), hours))
                .compose(this::knownHere);
    }

    private Future<Answer> replace(SqlConnection connection, UUID id, int overlapHours) {
        return connection
                .preparedQuery(
                        "select * from api_key"
                                + " where id = $1 and revoked is null and expires > now()"
                                + " for update")
                .execute(Tuple.of(id))
                .map(KeyOperations::theOne)
                .compose(found -> {
                    ApiKey key = ApiKey.withPrefix(found.prefix(), random);
                    OffsetDateTime until =
                            clock.instant()
                                    .plus(Duration.ofHours(overlapHours))
                                    .atOffset(ZoneOffset.UTC);
                    return connection
                            .preparedQuery(
                                    "update api_key set previous_hash = hash,"
                                            + " previous_until = $3, hash = $2, rotated = now()"
                                            + " where id = $1 returning *")
                            .execute(Tuple.of(id, key.hash(), until))
                            .map(KeyOperations::theOne)
                            .map(view -> Answer.ok(view.with(key)).keeping(view));
                });
    }

    /// Revoked for ever; doing it again changes nothing.
    private Future<Answer> revoke(Call call) {
        return database.ask(
                        "update api_key set revoked = coalesce(revoked, now()),"
                                + " revoked_by = coalesce(revoked_by, $2)"
                                + " where id = $1 returning *",
                        call.id("keyId"),
                        call.caller().subject())
                .map(KeyOperations::theOne)
                .compose(_ -> knownHere(Answer.nothing()));
    }

    private Future<Answer> knownHere(Answer answer) {
        return known.look().map(answer);
    }

    private static List<KeyView> views(RowSet<Row> rows) {
        List<KeyView> views = new ArrayList<>();
        rows.forEach(row -> views.add(KeyView.of(row)));
        return views;
    }

    private static KeyView theOne(RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw Rejection.of(Refusal.UNKNOWN_KEY);
        }
        return KeyView.of(rows.iterator().next());
    }
}
