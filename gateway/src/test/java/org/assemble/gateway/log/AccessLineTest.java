package org.assemble.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccessLineTest {

    private static String written(String client) {
        StringBuilder out = new StringBuilder();
        new AccessLine(
                        Instant.parse("2026-11-22T18:00:00.070Z").toEpochMilli(),
                        "1",
                        "2",
                        "192.0.2.7",
                        client,
                        "GET",
                        "/api/v1/campaigns",
                        "campaign",
                        503,
                        "service-busy",
                        true,
                        true,
                        1_234_567,
                        0,
                        99)
                .writeTo(out, new Timestamps(), "abc");
        return out.toString();
    }

    @Test
    void it_is_json_on_a_line() {
        assertThat(written("web"))
                .isEqualTo(
                        """
                        {"time":"2026-11-22T18:00:00.070Z","requestId":"1","traceId":"2","caller":"abc",\
                        "client":"web","method":"GET","route":"/api/v1/campaigns",\
                        "service":"campaign","status":503,"refusal":"service-busy",\
                        "callerLeft":true,"brokenOff":true,"millis":1234.5,"bytesIn":0,"bytesOut":99}
                        """);
    }

    @Test
    void a_clients_name_can_not_break_out_of_it() {
        String name = "a\"b\\c\nd\u2028\u00fc";

        assertThat(written(name)).hasLineCount(1);
        assertThat(new JsonObject(written(name)).getString("client")).isEqualTo(name);
    }
}
