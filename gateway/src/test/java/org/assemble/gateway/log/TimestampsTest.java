package org.assemble.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    private final Timestamps times = new Timestamps();

    private String written(String time) {
        StringBuilder out = new StringBuilder();
        times.write(out, Instant.parse(time).toEpochMilli());
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T18:00:00.000Z",
                "2026-11-22T18:00:00.007Z",
                "2026-02-28T23:59:59.999Z",
                "1969-12-31T23:59:59.250Z"
            })
    void a_time_is_written_to_the_millisecond(String time) {
        assertThat(written(time)).isEqualTo(time);
    }

    @Test
    void one_second_after_the_other_and_back() {
        assertThat(written("2026-11-22T18:00:00.999Z")).isEqualTo("2026-11-22T18:00:00.999Z");
        assertThat(written("2026-11-22T18:00:01.001Z")).isEqualTo("2026-11-22T18:00:01.001Z");
        assertThat(written("2026-11-22T18:00:00.500Z")).isEqualTo("2026-11-22T18:00:00.500Z");
    }
}
