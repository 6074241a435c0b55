package org.assemble.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class UnreleasedTest {

    private static final JsonNode RELEASED =
            read(
                    """
                    {"paths": {"/campaigns": {"get": {"summary": "All"}}},
                     "components": {"schemas": {"View": {"type": "object"}}}}
                    """);

    @Test
    void what_was_released_is_not_told() {
        assertThat(Unreleased.parts(RELEASED, RELEASED)).isEmpty();
    }

    @Test
    void what_is_new_or_said_otherwise_is_told_by_operation_and_component() {
        JsonNode now =
                read(
                        """
                        {"paths": {"/campaigns": {"get": {"summary": "All of them"}, "post": {}}},
                         "components": {"schemas": {"View": {"type": "string"}}}}
                        """);

        assertThat(Unreleased.parts(RELEASED, now))
                .containsExactly(
                        "paths /campaigns get",
                        "paths /campaigns post (new)",
                        "components schemas View");
    }

    private static JsonNode read(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(text, failure);
        }
    }
}
