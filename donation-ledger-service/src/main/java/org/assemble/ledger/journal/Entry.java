package org.assemble.ledger.journal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/// One row of the journal as it is hashed and stored.
///
/// @param campaignId null where the event concerns none
/// @param data JSON, byte for byte
/// @param recorded to the microsecond, which is what PostgreSQL keeps
public record Entry(
        long position,
        String stream,
        int version,
        UUID campaignId,
        String type,
        String data,
        LocalDate occurred,
        LocalDate effective,
        Instant recorded) {

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /// The same, vouching for what is kept beside it.
    Entry with(Kept kept) {
        return kept.nothing()
                ? this
                : new Entry(
                        position,
                        stream,
                        version,
                        campaignId,
                        type,
                        kept.in(data),
                        occurred,
                        effective,
                        recorded);
    }

    /// The text that the hash is over: one field a line, in this order for ever; only the last
    /// could hold a line break.
    public String canonical() {
        return canonical(text(recorded));
    }

    /// A moment as it stands in the canonical text; all events of an append share one.
    static String text(Instant recorded) {
        return MICROSECONDS.format(recorded);
    }

    String canonical(String recordedText) {
        return String.join(
                "\n",
                Long.toString(position),
                stream,
                Integer.toString(version),
                campaignId == null ? "" : campaignId.toString(),
                type,
                occurred.toString(),
                effective.toString(),
                recordedText,
                data);
    }
}
