package org.assemble.gateway.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What became of telling one event to one target.
///
/// @param event the event's place in the gateway's log; null for a ping
/// @param message the header `webhook-id`: the same at each attempt
/// @param nextTry when it is tried again, while it waits
/// @param attempts the latest last; null in a list
record Delivery(
        UUID id,
        Long event,
        String message,
        String type,
        String state,
        int tried,
        Instant made,
        Instant nextTry,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<Attempt> attempts) {

    /// @param status what the target answered with; null where it didn't
    /// @param outcome in a word
    record Attempt(Instant at, int millis, Integer status, String outcome) {

        static Attempt of(Row row) {
            return new Attempt(
                    row.getOffsetDateTime("at").toInstant(),
                    row.getInteger("millis"),
                    row.getInteger("status"),
                    row.getString("outcome"));
        }
    }

    static Delivery of(Row row) {
        String state = row.getString("state");
        return new Delivery(
                row.getUUID("id"),
                row.getLong("position"),
                row.getString("message"),
                row.getString("type"),
                state,
                row.getInteger("attempts"),
                row.getOffsetDateTime("made").toInstant(),
                "waiting".equals(state) ? row.getOffsetDateTime("next_try").toInstant() : null,
                null);
    }

    Delivery with(List<Attempt> known) {
        return new Delivery(id, event, message, type, state, tried, made, nextTry, known);
    }
}
