package org.assemble.gateway.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergedDescriptionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANSWER =
            "/paths/~1api~1v1~1%s/get/responses/200/content/application~1json";

    private final MergedDescription merge =
            new MergedDescription(
                    "http://sign-in/realms/assemble",
                    (service, path) -> path.startsWith("/api/v1/" + service));

    @Test
    void paths_of_all_services_stand_in_one_document() {
        JsonNode merged =
                merge.of(
                        Map.of(
                                "campaign", service("/api/v1/campaigns", "{}"),
                                "ledger", service("/api/v1/ledger/donations", "{}")),
                        List.of());

        assertThat(merged.path("openapi").asText()).startsWith("3.1");
        assertThat(merged.path("paths").fieldNames())
                .toIterable()
                .containsExactly("/api/v1/campaigns", "/api/v1/ledger/donations");
        assertThat(merged.at("/paths/~1api~1v1~1campaigns/get/x-service").asText())
                .isEqualTo("campaign");
    }

    @Test
    void a_path_that_the_gateway_does_not_route_is_not_described() {
        JsonNode merged = merge.of(Map.of("campaign", service("/q/internal", "{}")), List.of());

        assertThat(merged.path("paths")).isEmpty();
    }

    @Test
    void a_schema_that_means_the_same_everywhere_is_kept_once() {
        String money = "{'View': {'type': 'object'}}";

        JsonNode merged =
                merge.of(
                        Map.of(
                                "campaign", service("/api/v1/campaigns", money),
                                "ledger", service("/api/v1/ledger", money)),
                        List.of());

        assertThat(merged.at("/components/schemas").fieldNames())
                .toIterable()
                .contains("View")
                .doesNotContain("CampaignView", "LedgerView");
    }

    @Test
    void schemas_that_clash_get_their_service_in_front_and_references_follow() {
        JsonNode merged =
                merge.of(
                        Map.of(
                                "campaign",
                                        service(
                                                "/api/v1/campaigns",
                                                "{'View': {'type': 'object'}}"),
                                "ledger",
                                        service("/api/v1/ledger", "{'View': {'type': 'string'}}")),
                        List.of());

        assertThat(merged.at("/components/schemas").fieldNames())
                .toIterable()
                .contains("CampaignView", "LedgerView")
                .doesNotContain("View");
        assertThat(answerSchemaOf(merged, "/paths/~1api~1v1~1ledger"))
                .isEqualTo("#/components/schemas/LedgerView");
    }

    @Test
    void schemas_with_the_same_text_clash_where_what_they_refer_to_does() {
        String page =
                "{'View': {'items': {'$ref': '#/components/schemas/Item'}}, 'Item': {'type': '%s'}}";

        JsonNode merged =
                merge.of(
                        Map.of(
                                "campaign", service("/api/v1/campaigns", page.formatted("object")),
                                "ledger", service("/api/v1/ledger", page.formatted("string"))),
                        List.of());

        assertThat(merged.at("/components/schemas/LedgerView/items/$ref").asText())
                .isEqualTo("#/components/schemas/LedgerItem");
        assertThat(merged.at("/components/schemas/View").isMissingNode()).isTrue();
    }

    @Test
    void there_is_one_sign_in_with_the_scope_that_an_operation_takes_and_roles_beside_it() {
        JsonNode merged =
                merge.of(Map.of("campaign", service("/api/v1/campaigns", "{}")), List.of());

        assertThat(merged.at("/components/securitySchemes").fieldNames())
                .toIterable()
                .containsExactly("signIn", "apiKey");
        assertThat(merged.at("/paths/~1api~1v1~1campaigns/get/security/0").toString())
                .isEqualTo("{\"signIn\":[\"campaign:read\"]}");
        assertThat(merged.at("/paths/~1api~1v1~1campaigns/get/x-roles").toString())
                .isEqualTo("[\"campaign-organiser\"]");
    }

    @Test
    void operations_of_two_services_never_share_an_id() {
        JsonNode merged =
                merge.of(
                        Map.of(
                                "campaign", service("/api/v1/campaigns", "{}"),
                                "ledger", service("/api/v1/ledger", "{}")),
                        List.of());

        assertThat(merged.path("paths").findValuesAsText("operationId"))
                .containsExactlyInAnyOrder("campaign_list", "ledger_list");
    }

    @Test
    void who_may_is_said_in_a_sentence_beneath_what_the_service_says() {
        ObjectNode service = service("/api/v1/campaigns", "{}");
        ObjectNode operation = (ObjectNode) service.at("/paths/~1api~1v1~1campaigns/get");
        operation.put("description", "Said by the service.");

        JsonNode merged = merge.of(Map.of("campaign", service), List.of());

        assertThat(merged.at("/paths/~1api~1v1~1campaigns/get/description").asText())
                .isEqualTo(
                        "Said by the service.\n\nFor `campaign-organiser`. The application needs"
                                + " the scope `campaign:read`.");
    }

    /// The gateway refuses a token without the scope also where the service would ask for none.
    @Test
    void what_is_open_says_the_scope_of_a_token_that_is_sent_and_that_a_key_may_say_who_reads() {
        ObjectNode service = service("/api/v1/campaigns", "{}");
        ObjectNode open = service.withObject("/paths").putObject("/api/v1/campaigns/open");
        open.putObject("get").putObject("responses");
        open.putObject("post").putObject("responses");

        JsonNode merged = merge.of(Map.of("campaign", service), List.of());

        JsonNode item = merged.at("/paths/~1api~1v1~1campaigns~1open");
        assertThat(item.at("/get/security").toString())
                .isEqualTo("[{},{\"signIn\":[\"campaign:read\"]},{\"apiKey\":[]}]");
        assertThat(item.at("/get/description").asText())
                .isEqualTo(
                        "For everyone: no token is needed. One that is sent needs the scope"
                                + " `campaign:read`. An API key may say which application reads.");
        assertThat(item.at("/post/security").toString())
                .isEqualTo("[{},{\"signIn\":[\"campaign:write\"]}]");
        assertThat(item.at("/post/description").asText())
                .isEqualTo(
                        "For everyone: no token is needed. One that is sent needs the scope"
                                + " `campaign:write`.");
        assertThat(merged.at("/components/securitySchemes/signIn/flows/clientCredentials/scopes"))
                .hasSize(2);
    }

    @Test
    void an_operation_of_which_no_role_is_told_is_not_said_to_be_for_everyone() {
        ObjectNode service = service("/api/v1/campaigns", "{}");
        ObjectNode operation = (ObjectNode) service.at("/paths/~1api~1v1~1campaigns/get");
        operation.putArray("security").addObject().putArray("oidc");
        operation.put("description", "For the person.");

        JsonNode merged = merge.of(Map.of("campaign", service), List.of());

        assertThat(merged.at("/paths/~1api~1v1~1campaigns/get/description").asText())
                .startsWith("For the person.\n\nA sign-in is needed, and no certain role.")
                .doesNotContain("everyone");
    }

    @Test
    void every_operation_leads_to_what_the_gateway_may_refuse_with_codes_pages_and_an_example() {
        JsonNode merged =
                merge.of(Map.of("campaign", service("/api/v1/campaigns", "{}")), List.of());

        JsonNode answer = answerOf(merged, "get", "429");
        assertThat(answer.path("x-problems").fieldNames())
                .toIterable()
                .containsExactly("/api/problems/gateway/too-many-requests");
        assertThat(answer.at("/content/application~1problem+json/example/code").asText())
                .isEqualTo("too-many-requests");
        assertThat(merged.at("/paths/~1api~1v1~1campaigns/get/responses").fieldNames())
                .toIterable()
                .contains("400", "401", "403", "431", "502", "503", "504")
                .doesNotContain("408", "413");
    }

    @Test
    void a_change_may_come_with_a_body_whether_or_not_one_is_asked_for_and_wants_more_than_a_key() {
        ObjectNode service = service("/api/v1/campaigns", "{}");
        ObjectNode item = (ObjectNode) service.at("/paths/~1api~1v1~1campaigns");
        item.putObject("post");

        JsonNode merged = merge.of(Map.of("campaign", service), List.of());

        assertThat(problemsOf(merged, "post", "408")).containsExactly("body-too-slow");
        assertThat(problemsOf(merged, "post", "413")).containsExactly("too-large");
        assertThat(problemsOf(merged, "post", "403")).contains("key-only-reads");
    }

    @Test
    void what_the_gateway_refuses_stands_beside_what_the_service_refuses_with_the_same_status() {
        ObjectNode service = service("/api/v1/campaigns", "{}");
        ObjectNode responses = (ObjectNode) service.at("/paths/~1api~1v1~1campaigns/get/responses");
        responses.putObject("403").put("$ref", "#/components/responses/NotAllowed");
        ObjectNode notAllowed =
                service.withObject("/components/responses/NotAllowed").put("description", "No");
        notAllowed.putObject("x-problems").put("/api/problems/campaign/not-allowed", "No");
        notAllowed.withObject("/content/application~1problem+json").put("example", "given");

        JsonNode merged = merge.of(Map.of("campaign", service), List.of());

        assertThat(problemsOf(merged, "get", "403"))
                .containsExactly("not-allowed", "origin-not-allowed", "scope-missing");
        JsonNode answer = answerOf(merged, "get", "403");
        assertThat(answer.path("description").asText()).isEqualTo("No");
        assertThat(answer.at("/content/application~1problem+json/example").asText())
                .isEqualTo("given");
    }

    @Test
    void what_is_told_to_others_is_described_with_its_schema() {
        ObjectNode service = service("/api/v1/campaigns", "{'Told': {'type': 'object'}}");
        service.withObject("/webhooks/told/post/requestBody/content/application~1json/schema")
                .put("$ref", "#/components/schemas/Told");

        JsonNode merged = merge.of(Map.of("campaign", service), List.of());

        assertThat(merged.at("/webhooks/told/post").isMissingNode()).isFalse();
        assertThat(merged.at("/components/schemas/Told").isMissingNode()).isFalse();
    }

    @Test
    void a_whole_example_is_made_of_the_fields_examples_and_what_is_given_whole_stays() {
        String schemas =
                """
                {'View': {'type': 'object', 'properties': {
                   'name': {'type': 'string', 'examples': ['Bradford West']},
                   'state': {'type': 'string', 'enum': ['founded', 'launched']},
                   'since': {'anyOf': [{'type': 'string', 'format': 'date'}, {'type': 'null'}]},
                   'members': {'type': 'array', 'items': {'type': 'integer', 'minimum': 3}}}}}
                """;
        ObjectNode given = service("/api/v1/ledger", schemas);
        ((ObjectNode) given.at(ANSWER.formatted("ledger"))).put("example", "given");

        JsonNode merged =
                merge.of(
                        Map.of("campaign", service("/api/v1/campaigns", schemas), "ledger", given),
                        List.of());

        assertThat(merged.at(ANSWER.formatted("campaigns") + "/example").toString())
                .isEqualTo(
                        "{\"name\":\"Bradford West\",\"state\":\"founded\","
                                + "\"since\":\"2026-11-22\",\"members\":[3]}");
        assertThat(merged.at(ANSWER.formatted("ledger") + "/example").asText()).isEqualTo("given");
    }

    @Test
    void what_nothing_refers_to_is_left_out() {
        JsonNode merged =
                merge.of(
                        Map.of(
                                "campaign",
                                service(
                                        "/api/v1/campaigns",
                                        "{'View': {'type': 'object'}, 'Left': {'type': 'object'}}")),
                        List.of());

        assertThat(merged.at("/components/schemas").has("View")).isTrue();
        assertThat(merged.at("/components/schemas").has("Left")).isFalse();
    }

    @Test
    void a_service_that_is_away_is_named() {
        JsonNode merged = merge.of(Map.of(), List.of("training"));

        assertThat(merged.at("/info/description").asText()).contains("left out: training");
    }

    /// What `/api/v1/campaigns` may answer with a status.
    private static JsonNode answerOf(JsonNode merged, String method, String status) {
        JsonNode said = merged.at("/paths/~1api~1v1~1campaigns/" + method + "/responses/" + status);
        return said.has("$ref") ? merged.at(said.path("$ref").asText().substring(1)) : said;
    }

    private static List<String> problemsOf(JsonNode merged, String method, String status) {
        return answerOf(merged, method, status).path("x-problems").properties().stream()
                .map(problem -> problem.getKey().replaceFirst(".*/", ""))
                .toList();
    }

    private static String answerSchemaOf(JsonNode merged, String path) {
        return merged.at(path + "/get/responses/200/content/application~1json/schema/$ref")
                .asText();
    }

    private static ObjectNode service(String path, String schemas) {
        String document =
                """
                {'openapi': '3.1.0',
                 'paths': {'%s': {'get': {'operationId': 'list', 'security': [{'oidc': ['campaign-organiser']}],
                   'responses': {'200': {'content': {'application/json': {
                     'schema': {'$ref': '#/components/schemas/View'}}}}}}}},
                 'components': {'schemas': %s, 'securitySchemes': {'oidc': {'type': 'openIdConnect'}}}}
                """
                        .formatted(path, schemas);
        try {
            return (ObjectNode) JSON.readTree(document.replace('\'', '"'));
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(failure);
        }
    }
}
