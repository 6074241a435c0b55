package org.assemble.platform.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.assemble.testkit.RealParts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a service says of itself, beyond what stands in annotations.
@QuarkusTest
@WithTestResource(RealParts.class)
class DescriptionTest {
    private static final String TOLD = "/components/schemas/Told";

    private JsonNode document;

    @BeforeEach
    void read() throws JsonProcessingException {
        document =
                new ObjectMapper()
                        .readTree(
                                given().get("/q/openapi?format=json").then().extract().asString());
    }

    private JsonNode operation(String method, String path) {
        return document.path("paths").path(path).path(method);
    }

    @Test
    void an_operation_is_named_after_its_resource_and_method() {
        assertThat(operation("get", "/api/v1/samples/{id}").path("operationId").asText())
                .isEqualTo("sampleTell");
        assertThat(operation("post", "/api/v1/samples/{id}").path("operationId").asText())
                .isEqualTo("sampleCount");
    }

    @Test
    void problems_lead_to_their_codes_their_pages_and_an_example() {
        String reference =
                operation("get", "/api/v1/samples/{id}").at("/responses/403/$ref").asText();
        JsonNode answer = document.at(reference.substring(1));

        assertThat(answer.path("x-problems").fieldNames())
                .toIterable()
                .contains("/api/problems/campaign/not-your-campaign");
        JsonNode problem = answer.at("/content/application~1problem+json");
        assertThat(problem.at("/example/status").asInt()).isEqualTo(403);
        assertThat(problem.at("/schema/$ref").asText())
                .isEqualTo("#/components/schemas/ProblemDetails");
    }

    @Test
    void a_list_that_nothing_is_decided_on_is_in_every_state_and_against_no_rule() {
        assertThat(operation("get", "/api/v1/samples").path("responses").fieldNames())
                .toIterable()
                .contains("400", "401")
                .doesNotContain("409", "422");
        assertThat(operation("post", "/api/v1/samples/{id}").path("responses").fieldNames())
                .toIterable()
                .contains("409", "422");
    }

    @Test
    void any_operation_may_miss_a_part_and_any_body_may_be_too_large() {
        assertThat(operation("get", "/api/v1/samples").path("responses").fieldNames())
                .toIterable()
                .contains("503")
                .doesNotContain("413");
        assertThat(operation("post", "/api/v1/samples/{id}").path("responses").fieldNames())
                .toIterable()
                .contains("413", "503");
    }

    @Test
    void fields_of_answers_are_there_unless_they_are_left_out() {
        assertThat(document.at(TOLD + "/required").valueStream().map(JsonNode::asText))
                .containsExactlyInAnyOrder("id", "name", "count", "tags");
    }

    @Test
    void fields_of_answers_may_be_null_unless_their_kind_forbids_it() {
        assertThat(document.at(TOLD + "/properties/name/type").toString())
                .isEqualTo("[\"string\",\"null\"]");
        for (String never : new String[] {"id", "count", "tags", "note"}) {
            assertThat(document.at(TOLD + "/properties/" + never).toString())
                    .as(never)
                    .doesNotContain("null");
        }
    }

    @Test
    void fields_of_requests_are_as_their_constraints_say() {
        assertThat(document.at("/components/schemas/Wanted").toString())
                .contains("\"required\":[\"price\"]")
                .doesNotContain("null");
    }

    @Test
    void only_json_has_a_shape() {
        JsonNode content = operation("get", "/api/v1/samples/{id}").at("/responses/200/content");

        assertThat(content.at("/application~1json/schema/$ref").asText()).endsWith("/Told");
        assertThat(content.at("/text~1csv/schema").toString()).isEqualTo("{\"type\":\"string\"}");
    }

    @Test
    void words_of_the_service_are_the_examples_of_its_fields_and_parameters() {
        assertThat(document.at(TOLD + "/properties/name/examples/0").asText())
                .isEqualTo("A word of the sample");
        assertThat(operation("get", "/api/v1/samples").path("parameters").findValues("example"))
                .extracting(JsonNode::asText)
                .contains("50");
    }
}
