package org.assemble.ledger.plain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/// An event as it is stored, read as what it is: text.
///
/// @param recorded the legal day on which it was recorded
record Stored(
        long position,
        String stream,
        int version,
        String type,
        String campaign,
        LocalDate occurred,
        LocalDate effective,
        LocalDate recorded,
        JsonNode data) {

    static final String ALL =
            """
            select position, stream, version, type, campaign_id, occurred, effective,
                (recorded at time zone 'Europe/London')::date, data::text
            from event order by position\
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stored of(ResultSet row) throws SQLException, JsonProcessingException {
        return new Stored(
                row.getLong(1),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getString(5),
                row.getObject(6, LocalDate.class),
                row.getObject(7, LocalDate.class),
                row.getObject(8, LocalDate.class),
                JSON.readTree(row.getString(9)));
    }

    /// @param field as `pence` or `gift/pence`; null where there is none
    String text(String field) {
        return data.at("/" + field).asText(null);
    }

    long pence(String field) {
        return data.at("/" + field).longValue();
    }

    LocalDate day(String field) {
        return LocalDate.parse(text(field));
    }

    /// All that stands in it, where that is flat.
    Map<String, String> fields() {
        Map<String, String> fields = new HashMap<>();
        data.properties().forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        return fields;
    }
}
