package org.assemble.platform.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/// A message as it came: CloudEvents 1.0 in binary mode.
///
/// @param data JSON
public record IncomingEvent(
        String source,
        String id,
        String type,
        String subject,
        String key,
        Instant time,
        String data) {

    static IncomingEvent of(ConsumerRecord<String, String> message) {
        if (message.value() == null) {
            throw new UnreadableEvent("it has no data");
        }
        return new IncomingEvent(
                header(message, "ce_source"),
                header(message, "ce_id"),
                header(message, "ce_type"),
                header(message, "ce_subject"),
                message.key() == null ? "" : message.key(),
                time(header(message, "ce_time")),
                message.value());
    }

    private static String header(ConsumerRecord<String, String> message, String name) {
        Header header = message.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new UnreadableEvent("it has no header " + name);
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new UnreadableEvent("its ce_time is no time");
        }
    }
}
