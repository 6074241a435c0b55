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
        String money = "{'Money': {'type': 'object'}}";

        JsonNode merged =
                merge.of(
                        Map.of(
                                "campaign", service("/api/v1/campaigns", money),
                                "ledger", service("/api/v1/ledger", money)),
                        List.of());

        assertThat(merged.at("/components/schemas").fieldNames())
                .toIterable()
                .containsExactly("Money");
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
                .containsExactlyInAnyOrder("CampaignView", "LedgerView");
        assertThat(answerSchemaOf(merged, "/paths/~1api~1v1~1ledger"))
                .isEqualTo("#/components/schemas/LedgerView");
    }

    @Test
    void schemas_with_the_same_text_clash_where_what_they_refer_to_does() {
        String page =
                "{'Page': {'items': {'$ref': '#/components/schemas/View'}}, 'View': {'type': '%s'}}";

        JsonNode merged =
                merge.of(
                        Map.of(
                                "campaign", service("/api/v1/campaigns", page.formatted("object")),
                                "ledger", service("/api/v1/ledger", page.formatted("string"))),
                        List.of());

        assertThat(merged.at("/components/schemas/LedgerPage/items/$ref").asText())
                .isEqualTo("#/components/schemas/LedgerView");
        assertThat(merged.at("/components/schemas/Page").isMissingNode()).isTrue();
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
    void a_service_that_is_away_is_named() {
        JsonNode merged = merge.of(Map.of(), List.of("training"));

        assertThat(merged.at("/info/description").asText()).contains("left out: training");
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
