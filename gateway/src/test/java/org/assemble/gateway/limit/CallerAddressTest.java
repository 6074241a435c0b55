package org.assemble.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7,192.0.2.7,true",
        "192.0.2.7,192.0.2.8,false",
        "2001:db8:1:2::1,2001:db8:1:2:ffff:ffff:ffff:ffff,true",
        "2001:db8:1:2::1,2001:db8:1:3::1,false",
        "fe80:0:0:0:1:2:3:4%eth0,fe80:0:0:0:9:9:9:9%eth1,true"
    })
    void who_has_one_address_of_a_network_has_them_all(String one, String other, boolean same) {
        assertThat(CallerAddress.of(one).equals(CallerAddress.of(other))).isEqualTo(same);
    }

    @Test
    void an_ipv4_address_written_as_an_ipv6_address_is_itself() {
        assertThat(CallerAddress.of("::ffff:192.0.2.7")).isEqualTo("192.0.2.7");
    }
}
