package org.assemble.gateway.event;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;

/// A message as it came from a topic, and its place in the gateway's log.
///
/// @param position its place; 0 before it has one
/// @param id its publisher's name for it, the same however often it comes
/// @param type `org.assemble.<service>.<Name>.v<n>`
/// @param key what its order is kept by: the campaign, where it is about one
/// @param data JSON, passed on to the letter
public record TakenEvent(
        long position,
        String source,
        String id,
        String type,
        String subject,
        String key,
        Instant time,
        String data) {

    public static final String COLUMNS = "position, source, id, type, subject, key, time, data";

    public static TakenEvent of(Row row) {
        return new TakenEvent(
                row.getLong("position"),
                row.getString("source"),
                row.getString("id"),
                row.getString("type"),
                row.getString("subject"),
                row.getString("key"),
                row.getOffsetDateTime("time").toInstant(),
                row.getString("data"));
    }

    /// What third parties get of it: what Standard Webhooks suggests for a payload (`type`,
    /// `timestamp`, `data`), with what CloudEvents adds. The data are put in as they came.
    public String told() {
        String head =
                new JsonObject()
                        .put("type", type)
                        .put("timestamp", time.toString())
                        .put("id", id)
                        .put("source", source)
                        .put("subject", subject)
                        .encode();
        return head.substring(0, head.length() - 1) + ",\"data\":" + oneLine(data) + "}";
    }

    /// Line ends in JSON stand between its parts only, where a space means the same; a stream's
    /// field must have none.
    private static String oneLine(String json) {
        return json.replace('\n', ' ').replace('\r', ' ');
    }
}
