package org.assemble.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A machine without the packages skips; a lock file that doesn't fit fails.
class NodeToolsTest {

    @ParameterizedTest
    @CsvSource({
        "npm error code ENOTFOUND, true",
        "npm error code EAI_AGAIN, true",
        "npm error code ECONNREFUSED, true",
        "npm error code ENOTCACHED, true",
        "npm error code E401, true",
        "npm error code E429, true",
        "npm error code E503, true",
        "npm error code E400, false",
        "npm error code E404, false",
        "npm error code E410, false",
        "npm error code EUSAGE, false",
        "npm error code EINTEGRITY, false",
        "npm error code EBADENGINE, false",
        "npm error code ERESOLVE, false"
    })
    void what_npm_says_tells_whose_fault_it_is(String said, boolean machines) {
        assertThat(NodeTools.isNotToBeHad(said)).isEqualTo(machines);
    }

    @ParameterizedTest
    @CsvSource({
        "v18.20.4, false",
        "v20.16.0, false",
        "v20.17.0, true",
        "v21.0.0, true",
        "v100.2.3, true",
        "'', false",
        "command not found, false"
    })
    void node_is_new_enough_for_the_packages_or_it_is_not_there(String version, boolean enough) {
        assertThat(NodeTools.isNewEnough(version)).isEqualTo(enough);
    }
}
