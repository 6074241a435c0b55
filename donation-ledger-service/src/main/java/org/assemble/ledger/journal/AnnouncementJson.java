package org.assemble.ledger.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.assemble.platform.eventlog.OutgoingEvent;

/// How announcements are sent: as their schemas say, with every field, null where there is nothing.
public final class AnnouncementJson {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private AnnouncementJson() {}

    public static String write(OutgoingEvent announcement) {
        try {
            return JSON.writeValueAsString(announcement);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(announcement.type() + " can't be written", e);
        }
    }
}
