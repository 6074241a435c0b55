package org.assemble.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientNamesTest {

    private final ClientNames names = new ClientNames(2);

    @Test
    void only_so_many_are_told_apart_and_the_first_keep_their_names() {
        assertThat(names.of("one")).isEqualTo("one");
        assertThat(names.of("two")).isEqualTo("two");
        assertThat(names.of("three")).isEqualTo("other");
        assertThat(names.of("one")).isEqualTo("one");
    }
}
