package org.assemble.training.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {
    @Test
    void T4_addresses_begin_with_that_of_the_gateway() {
        assertThat(PublicAddress.root(URI.create("https://assemble.example/")))
                .isEqualTo("https://assemble.example");
        assertThat(PublicAddress.root(URI.create("http://127.0.0.1:8080")))
                .isEqualTo("http://127.0.0.1:8080");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "assemble.example",
                "/api",
                "ftp://assemble.example",
                "https:///api",
                "mailto:a@assemble.example",
                "https://a:b@assemble.example",
                "https://assemble.example?a=b",
                "https://assemble.example#a"
            })
    void T4_what_leads_nowhere_stops_the_start(String address) {
        assertThatThrownBy(() -> PublicAddress.root(URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ASSEMBLE_PUBLIC_URL");
    }
}
