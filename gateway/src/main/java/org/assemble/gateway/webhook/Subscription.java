package org.assemble.gateway.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.assemble.gateway.token.Caller;

/// A subscription as it is seen.
///
/// @param client the application that made it
/// @param subject whom it was made for
/// @param campaigns whose events alone; null for all
/// @param state `off` until it is turned on; `disabled` by the gateway, for the reason
/// @param ends when it ends unless it is confirmed: any change confirms it
/// @param failingSince since when nothing was taken
/// @param secret shown once, when it is made or replaced
record Subscription(
        UUID id,
        String client,
        String subject,
        String url,
        List<String> types,
        List<String> campaigns,
        String state,
        String reason,
        Instant made,
        Instant ends,
        Instant failingSince,
        Instant lastDelivered,
        int version,
        @JsonInclude(JsonInclude.Include.NON_NULL) String secret) {

    static final String ON = "on";

    static Subscription of(Row row) {
        String[] campaigns = row.getArrayOfStrings("campaigns");
        return new Subscription(
                row.getUUID("id"),
                row.getString("client"),
                row.getString("subject"),
                row.getString("url"),
                List.of(row.getArrayOfStrings("types")),
                campaigns == null ? null : List.of(campaigns),
                row.getString("state"),
                row.getString("reason"),
                instant(row, "made"),
                instant(row, "ends"),
                instant(row, "failing_since"),
                instant(row, "last_delivered"),
                row.getInteger("version"),
                null);
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    Subscription with(String shown) {
        return new Subscription(
                id,
                client,
                subject,
                url,
                types,
                campaigns,
                state,
                reason,
                made,
                ends,
                failingSince,
                lastDelivered,
                version,
                shown);
    }

    boolean isOf(Caller caller) {
        return client.equals(caller.clientId()) && subject.equals(caller.subject());
    }

    String etag() {
        return "\"" + version + "\"";
    }
}
