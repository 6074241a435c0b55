package org.assemble.gateway.compression;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {

    private static final Buffer LONG = Buffer.buffer("{\"word\": \"again\"}".repeat(200));

    private final MultiMap asked =
            MultiMap.caseInsensitiveMultiMap().add("Accept-Encoding", "gzip, deflate, br");
    private final MultiMap answer =
            MultiMap.caseInsensitiveMultiMap()
                    .add("Content-Type", "application/json")
                    .add("Content-Length", "" + LONG.length())
                    .add("ETag", "\"7\"");

    @Test
    void a_long_text_becomes_much_shorter_and_is_the_same() throws IOException {
        Buffer small = Compression.applied(asked, answer, LONG);

        assertThat(small.length()).isLessThan(LONG.length() / 5);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(small.getBytes())).readAllBytes())
                .isEqualTo(LONG.getBytes());
        assertThat(answer.get("Content-Encoding")).isEqualTo("gzip");
        assertThat(answer.get("Vary")).isEqualToIgnoringCase("accept-encoding");
        assertThat(answer.contains("Content-Length")).isFalse();
    }

    @Test
    void the_compressed_answer_has_a_tag_of_its_own_that_leads_back_to_the_services() {
        Compression.applied(asked, answer, LONG);

        assertThat(answer.get("ETag")).isEqualTo("\"7-gzip\"");
        assertThat(Compression.uncompressedTag("\"7-gzip\", W/\"8-gzip\", \"9\""))
                .isEqualTo("\"7\", W/\"8\", \"9\"");
    }

    @Test
    void what_fits_into_a_packet_stays_as_it_is() {
        assertThat(Compression.isWorthIt(asked, answer, 1_399)).isFalse();
        assertThat(Compression.isWorthIt(asked, answer, 1_400)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/problem+json",
                "text/csv; charset=utf-8",
                "application/x-ndjson",
                "TEXT/HTML",
                "text/calendar",
                "image/svg+xml"
            })
    void text_is_worth_it(String type) {
        assertThat(Compression.isWorthIt(asked, answer.set("Content-Type", type), 9_999)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "application/zip", "text/event-stream", "application/pdf"})
    void what_is_small_already_or_a_stream_of_events_is_not(String type) {
        assertThat(Compression.isWorthIt(asked, answer.set("Content-Type", type), 9_999)).isFalse();
        assertThat(Compression.isWorthIt(asked, answer.remove("Content-Type"), 9_999)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Encoding,br",
        "Content-Range,bytes 0-1/2",
        "Cache-Control,'public, no-transform'"
    })
    void what_the_service_wants_as_it_is_stays_so(String header, String value) {
        assertThat(Compression.isWorthIt(asked, answer.set(header, value), 9_999)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | true",
                "GZIP;q=0.5 | true",
                "br, gzip | true",
                "* | true",
                "x-gzip | true",
                "gzip;q=0 | false",
                "gzip; q=0.000, * | false",
                "*;q=0 | false",
                "br, deflate | false",
                "identity | false",
                "'' | false"
            })
    void a_caller_says_whether_it_takes_gzip(String header, boolean takes) {
        assertThat(Compression.takesGzip(header)).isEqualTo(takes);
    }

    @Test
    void who_says_nothing_gets_it_as_it_is() {
        assertThat(Compression.takesGzip(null)).isFalse();
    }
}
