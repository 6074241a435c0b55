package org.assemble.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSettingsTest {
    record Note(String text, Instant at, LocalDate day, Integer count, List<String> words) {}

    private final ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());

    JsonSettingsTest() {
        new JsonSettings().customize(json);
    }

    @Test
    void what_can_be_kept_is_read() throws JsonProcessingException {
        assertThat(
                        read(
                                """
                                {"text": "Sŵn", "at": "2026-05-20T19:30:00+01:00", "day": "2199-12-31",
                                 "count": 7, "words": ["a"]}\
                                """))
                .isEqualTo(
                        new Note(
                                "Sŵn",
                                Instant.parse("2026-05-20T18:30:00Z"),
                                LocalDate.of(2199, 12, 31),
                                7,
                                List.of("a")));
        assertThat(read("{\"text\": null}")).isEqualTo(new Note(null, null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\": \"a\\u0000b\"}",
                "{\"words\": [\"a\\u0000b\"]}",
                "{\"at\": \"+300000-01-01T00:00:00Z\"}",
                "{\"at\": \"1899-12-31T23:59:59Z\"}",
                "{\"day\": \"+999999999-01-01\"}",
                "{\"day\": \"2200-01-01\"}"
            })
    void what_the_database_can_not_keep_is_refused(String note) {
        assertThatThrownBy(() -> read(note)).isInstanceOf(MismatchedInputException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\": 7}",
                "{\"text\": true}",
                "{\"count\": \"7\"}",
                "{\"count\": 7.5}",
                "{\"count\": 7} {}"
            })
    void nothing_is_turned_into_another_kind(String note) {
        assertThatThrownBy(() -> read(note)).isInstanceOf(JsonProcessingException.class);
    }

    private Note read(String note) throws JsonProcessingException {
        return json.readValue(note, Note.class);
    }
}
