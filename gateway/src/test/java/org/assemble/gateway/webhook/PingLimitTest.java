package org.assemble.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PingLimitTest {

    @ParameterizedTest
    @CsvSource({
        "hooks.example, hooks.example",
        "HOOKS.example, hooks.example",
        "hooks.example., hooks.example",
        "[2001:db8::1], 2001:db8:0:0:0:0:0:1",
        "[2001:DB8:0::1], 2001:db8:0:0:0:0:0:1",
        "192.0.2.1, 192.0.2.1"
    })
    void a_host_is_counted_once_however_it_is_written(String written, String counted) {
        assertThat(PingLimit.counted(written)).isEqualTo(counted);
    }
}
