package org.assemble.gateway.own;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Function;
import org.assemble.gateway.database.Database;
import org.assemble.gateway.problem.Refusal;

/// Does what a request asks once, however often it comes: its `Idempotency-Key`, the effect and the
/// answer commit together. The same key again gets the first answer, without what is shown once;
/// with another content it is refused. A refused request leaves no key behind.
@ApplicationScoped
public class Once {

    private static final int LONGEST_KEY = 200;

    private final Database database;

    Once(Database database) {
        this.database = database;
    }

    /// @param body what was asked, as it was understood
    public Future<Answer> answer(
            Call call, Object body, Function<SqlConnection, Future<Answer>> work) {
        String key = call.header("Idempotency-Key").orElse(null);
        if (key == null) {
            return database.together(work);
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Rejection.malformed("", "An Idempotency-Key has 1 to 200 characters.");
        }
        String caller = call.caller().clientId() + " " + call.caller().subject();
        String request = Hash.of(call.method() + " " + call.path() + "\n" + Json.write(body));
        return database.together(connection ->
                claim(connection, caller, key, request)
                        .compose(isNew ->
                                isNew
                                        ? first(connection, caller, key, work)
                                        : again(connection, caller, key, request)));
    }

    /// Waits, where the same request is under way, until that one has ended.
    private static Future<Boolean> claim(
            SqlConnection connection, String caller, String key, String request) {
        return connection
                .preparedQuery(
                        "insert into request_key (caller, key, request) values ($1, $2, $3)"
                                + " on conflict do nothing")
                .execute(Tuple.of(caller, key, request))
                .map(result -> result.rowCount() == 1);
    }

    private static Future<Answer> first(
            SqlConnection connection,
            String caller,
            String key,
            Function<SqlConnection, Future<Answer>> work) {
        return work.apply(connection)
                .compose(answer ->
                        connection
                                .preparedQuery(
                                        "update request_key set answer = $3"
                                                + " where caller = $1 and key = $2")
                                .execute(Tuple.of(caller, key, kept(answer)))
                                .map(answer));
    }

    private static String kept(Answer answer) {
        return Json.write(
                Map.of(
                        "status", answer.status(),
                        "content", answer.kept(),
                        "headers", answer.headers()));
    }

    private static Future<Answer> again(
            SqlConnection connection, String caller, String key, String request) {
        return connection
                .preparedQuery(
                        "select request, answer from request_key where caller = $1 and key = $2")
                .execute(Tuple.of(caller, key))
                .map(rows -> replay(rows.iterator().next(), request));
    }

    private static Answer replay(Row row, String request) {
        if (!request.equals(row.getString("request"))) {
            throw Rejection.of(Refusal.IDEMPOTENCY_KEY_REUSED);
        }
        JsonObject kept = new JsonObject(row.getString("answer"));
        Answer answer =
                new Answer(
                        kept.getInteger("status"),
                        kept.getJsonObject("content").getMap(),
                        null,
                        Map.of());
        for (var header : kept.getJsonObject("headers")) {
            answer = answer.with(header.getKey(), header.getValue().toString());
        }
        return answer.with("Idempotency-Replayed", "true");
    }
}
