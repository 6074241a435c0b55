package org.assemble.acceptance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What frontends read before they write a line.
@ExtendWith(WholePlatform.class)
class DescriptionTest {

    @Test
    void one_document_describes_the_operations_of_all_services() {
        JsonPath document =
                People.anyone()
                        .get("/api/openapi.json")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();

        Map<String, Object> paths = document.getMap("paths");
        assertThat(document.getString("info.description")).doesNotContain("left out");
        assertThat(paths)
                .containsKeys(
                        "/api/v1/agreements",
                        "/api/v1/elections",
                        "/api/v1/campaigns/{campaignId}/readiness",
                        "/api/v1/assemblies/{assemblyId}/pledges",
                        "/api/v1/trainings/sessions/{sessionId}/attendance",
                        "/api/v1/trainings/calendar.ics",
                        "/api/v1/trainings/certificates/{number}",
                        "/api/v1/trainings/people/{personId}/certificates/{certificateId}",
                        "/api/v1/ledger/payout-runs/{runId}/release",
                        "/api/v1/ledger/trial-balance",
                        "/api/v1/keys",
                        "/api/v1/events",
                        "/api/v1/webhook-subscriptions/{subscriptionId}/deliveries");
        assertThat(paths.keySet()).allMatch(path -> path.startsWith("/api/"));
    }

    @Test
    void every_reference_in_it_leads_somewhere() {
        String text = People.anyone().get("/api/openapi.json").asString();
        Map<String, Object> schemas = JsonPath.from(text).getMap("components.schemas");

        var references =
                java.util.regex.Pattern.compile("#/components/schemas/([A-Za-z0-9._-]+)")
                        .matcher(text)
                        .results()
                        .map(match -> match.group(1))
                        .distinct()
                        .toList();

        assertThat(references).isNotEmpty().allMatch(schemas::containsKey);
    }

    @Test
    void the_page_for_people_and_the_readiness_are_there() {
        People.anyone().get("/api/docs").then().statusCode(200).contentType("text/html");
        JsonPath ready =
                given().get(WholePlatform.gatewayInside().resolve("/q/health/ready"))
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        People.anyone().get("/q/health/ready").then().statusCode(404);

        assertThat(ready.getMap("checks.find { it.name == 'services' }.data"))
                .isEqualTo(
                        Map.of(
                                "campaign",
                                "ready",
                                "assembly",
                                "ready",
                                "training",
                                "ready",
                                "ledger",
                                "ready"));
    }
}
