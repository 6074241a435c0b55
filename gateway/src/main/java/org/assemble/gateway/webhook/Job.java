package org.assemble.gateway.webhook;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assemble.gateway.event.TakenEvent;

/// One attempt at one delivery, with all that it takes.
///
/// @param attempts how many there are, this one among them
/// @param sealed the subscription's secrets, the current one first
record Job(
        UUID delivery,
        UUID subscription,
        String url,
        List<byte[]> sealed,
        String message,
        String body,
        int attempts) {

    static Job of(Row row, Instant now) {
        List<byte[]> sealed = new ArrayList<>();
        sealed.add(row.getBuffer("secret").getBytes());
        if (row.getBuffer("previous_secret") != null
                && now.isBefore(row.getOffsetDateTime("previous_until").toInstant())) {
            sealed.add(row.getBuffer("previous_secret").getBytes());
        }
        return new Job(
                row.getUUID("delivery"),
                row.getUUID("subscription"),
                row.getString("url"),
                sealed,
                row.getString("message"),
                row.getString("body") == null ? TakenEvent.of(row).told() : row.getString("body"),
                row.getInteger("attempts"));
    }
}
