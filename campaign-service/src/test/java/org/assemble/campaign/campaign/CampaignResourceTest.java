package org.assemble.campaign.campaign;

import static io.restassured.RestAssured.given;
import static org.assemble.campaign.CampaignApi.YORKSHIRE;
import static org.assemble.campaign.CampaignApi.agreement;
import static org.assemble.campaign.CampaignApi.as;
import static org.assemble.campaign.CampaignApi.campaign;
import static org.assemble.campaign.CampaignApi.confirm;
import static org.assemble.campaign.CampaignApi.election;
import static org.assemble.campaign.CampaignApi.founded;
import static org.assemble.campaign.CampaignApi.newCampaign;
import static org.assemble.campaign.CampaignApi.organiser;
import static org.assemble.campaign.CampaignApi.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(RealParts.class)
class CampaignResourceTest {
    private final Tokens organiser = organiser();

    @Test
    void K6_a_campaign_goes_from_interest_to_launched_and_its_steps_are_kept() {
        String id = founded(organiser);
        confirm(organiser, id, agreement()).statusCode(200).body("state", equalTo("agreed"));
        launch(id, "2026-05-09").statusCodeIs(200);
        as(organiser)
                .get("/api/v1/campaigns/{id}/history", id)
                .then()
                .statusCode(200)
                .body(
                        "step",
                        contains(
                                "registered",
                                "founding-meeting-planned",
                                "founded",
                                "agreement-confirmed",
                                "launched"))
                .body("actor", everyItem(notNullValue()))
                .body("[2].details.committed", equalTo(34));
        given().get("/api/v1/campaigns/{id}", id)
                .then()
                .statusCode(200)
                .body("state", equalTo("launched"))
                .body("money.raised.amount", equalTo(0));
    }

    @Test
    void K6_an_illegal_step_is_refused_with_the_reason_and_changes_nothing() {
        String id = campaign(organiser);
        launch(id, "2026-05-09").refusedAs(409, "illegal-step");
        as(organiser).get("/api/v1/campaigns/{id}", id).then().body("state", equalTo("interest"));
        as(organiser).get("/api/v1/campaigns/{id}/history", id).then().body("", hasSize(1));
    }

    @Test
    void K1_a_constituency_has_one_live_campaign_for_an_election() {
        Map<String, Object> campaign = newCampaign(election());
        String first =
                post(organiser, campaign, "/api/v1/campaigns").statusCode(201).extract().path("id");
        post(organiser(), campaign, "/api/v1/campaigns")
                .statusCode(409)
                .body("code", equalTo("constituency-taken"));
        post(
                        organiser,
                        Map.of("reason", "we start again"),
                        "/api/v1/campaigns/{id}/withdrawal",
                        first)
                .statusCode(200)
                .body("state", equalTo("withdrawn"));
        post(organiser(), campaign, "/api/v1/campaigns").statusCode(201);
    }

    @ParameterizedTest
    @CsvSource({
        "E15000001, E12000003, impossible-constituency",
        "E1400000, E12000003, impossible-constituency",
        "W14000001, W92000004, impossible-constituency",
        "E14000001, S92000003, region-does-not-fit",
        "E14000001, E12000010, region-does-not-fit",
        "S14000001, E12000003, region-does-not-fit",
    })
    void K1_the_code_can_exist_and_the_region_fits_it(String code, String region, String refusal) {
        Map<String, Object> campaign = newCampaign(election());
        campaign.put("constituency", Map.of("code", code, "name", "Nowhere"));
        campaign.put("region", region);
        post(organiser, campaign, "/api/v1/campaigns")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo(refusal));
    }

    @ParameterizedTest
    @CsvSource({
        "E14001321,E12000003",
        "W07000081,W92000004",
        "S14000107,S92000003",
        "N05000001,N92000002"
    })
    void K1_each_nation_has_its_codes(String code, String region) {
        Map<String, Object> campaign = newCampaign(election());
        campaign.put("constituency", Map.of("code", code, "name", "Somewhere"));
        campaign.put("region", region);
        post(organiser, campaign, "/api/v1/campaigns").statusCode(201);
    }

    @Test
    void K3_a_coordinator_of_the_region_records_a_small_meeting_with_a_reason() {
        String id = campaign(organiser);
        post(
                        organiser,
                        Map.of("on", "2026-03-01", "place", "A kitchen"),
                        "/api/v1/campaigns/{id}/founding-meeting",
                        id)
                .statusCode(200);
        String outcome = "/api/v1/campaigns/{id}/founding-meeting/outcome";
        Map<String, Object> small =
                Map.of("attended", 20, "committed", 12, "reason", "a very small place");
        post(organiser, small, outcome, id)
                .statusCode(422)
                .body("code", equalTo("too-few-committed"));
        post(coordinator("E12000007"), small, outcome, id)
                .statusCode(403)
                .body("code", equalTo("not-your-campaign"));
        post(coordinator(YORKSHIRE), small, outcome, id)
                .statusCode(200)
                .body("state", equalTo("founded"));
    }

    @Test
    void G3_a_campaign_keeps_its_version_until_it_confirms_a_newer_one() {
        String id = founded(organiser);
        String version = confirm(organiser, id, agreement()).extract().path("agreementVersion");
        String newer = agreement();
        given().get("/api/v1/campaigns/{id}", id).then().body("agreementVersion", equalTo(version));
        String confirmed = confirm(organiser, id, newer).extract().path("agreementVersion");
        given().get("/api/v1/agreements/{id}", newer).then().body("version", equalTo(confirmed));
    }

    @Test
    void G1_a_version_is_confirmed_once() {
        String id = founded(organiser);
        String first = agreement();
        confirm(organiser, id, first).statusCode(200);
        confirm(organiser, id, agreement()).statusCode(200);
        confirm(organiser, id, first)
                .statusCode(409)
                .body("code", equalTo("agreement-confirmed-already"));
    }

    @Test
    void G2_who_withdraws_is_on_the_side_that_they_are_on() {
        String ours = campaign(organiser);
        withdraw(organiser, ours);
        history(ours).body("[1].details.by", equalTo("CAMPAIGN"));
        String theirs = campaign(organiser);
        withdraw(Tokens.person("nadia").roles("national-admin"), theirs);
        history(theirs).body("[1].details.by", equalTo("ASSEMBLE"));
    }

    @Test
    void G1_an_unknown_agreement_is_not_confirmed() {
        confirm(organiser, founded(organiser), UUID.randomUUID().toString())
                .statusCode(404)
                .body("code", equalTo("unknown-agreement"));
    }

    @Test
    void K7_readiness_says_what_is_missing_and_whose_turn_it_is() {
        String id = founded(organiser);
        as(organiser)
                .get("/api/v1/campaigns/{id}/readiness", id)
                .then()
                .statusCode(200)
                .body("ready", equalTo(false))
                .body("items.item", contains("agreement", "trainings", "launch", "candidate"))
                .body("items[1].missing", contains("trainings still to take: 4"))
                .body("items[3].whoseTurn", equalTo("ward assemblies"));
        confirm(organiser, id, agreement()).statusCode(200);
        launch(id, "2026-05-09").statusCodeIs(200);
        post(organiser, Map.of(), "/api/v1/campaigns/{id}/contest", id)
                .statusCode(409)
                .body("code", equalTo("not-ready"));
    }

    @Test
    void an_unknown_campaign_is_said_to_be_unknown() {
        UUID nobody = UUID.randomUUID();
        given().get("/api/v1/campaigns/{id}", nobody)
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-campaign"));
        launch(nobody.toString(), "2026-05-09").refusedAs(404, "unknown-campaign");
    }

    @Test
    void another_campaigns_organiser_is_refused() {
        String id = campaign(organiser);
        post(
                        organiser(),
                        Map.of("on", "2026-03-01", "place", "Hall"),
                        "/api/v1/campaigns/{id}/founding-meeting",
                        id)
                .statusCode(403)
                .body("code", equalTo("not-your-campaign"));
    }

    @Test
    void a_wrong_role_is_refused() {
        post(Tokens.person("tess").roles("trainer"), newCampaign(election()), "/api/v1/campaigns")
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
    }

    @Test
    void nobody_registers_without_a_token_nor_with_a_bad_one() {
        Map<String, Object> campaign = newCampaign(election());
        given().contentType("application/json")
                .body(campaign)
                .post("/api/v1/campaigns")
                .then()
                .statusCode(401)
                .body("code", equalTo("not-signed-in"));
        post(organiser().forged(), campaign, "/api/v1/campaigns")
                .statusCode(401)
                .body("code", equalTo("not-signed-in"));
        post(organiser().audience("another-api"), campaign, "/api/v1/campaigns")
                .statusCode(401)
                .body("code", equalTo("not-signed-in"));
        post(organiser().expired(), campaign, "/api/v1/campaigns")
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("token-expired"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"electionId\":                                            | malformed-request",
                "{\"electionId\": \"x\"}                                      | malformed-request",
                "{}                                                          | malformed-request",
                "[]                                                          | malformed-request",
                "{\"region\": 12}                                            | malformed-request",
                "{\"region\": \"a\\u0000\"}                                  | malformed-request",
            })
    void json_that_cannot_be_read_is_refused(String body, String code) {
        as(organiser)
                .body(body)
                .post("/api/v1/campaigns")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("type", equalTo("/api/problems/campaign/" + code));
    }

    @Test
    void a_body_beyond_the_limit_is_refused() {
        as(organiser)
                .body("{\"region\": \"" + "x".repeat(1_100_000) + "\"}")
                .post("/api/v1/campaigns")
                .then()
                .statusCode(413)
                .body("code", equalTo("too-large"));
    }

    @Test
    void every_problem_has_its_page() {
        given().get("/api/problems/campaign/illegal-step")
                .then()
                .statusCode(200)
                .contentType("text/html");
    }

    @Test
    void campaigns_are_listed_by_region_page_by_page() {
        Map<String, Object> first = newCampaign(election());
        first.put("constituency", Map.of("code", "W07000001", "name", "Somewhere"));
        first.put("region", "W92000004");
        String one = post(organiser, first, "/api/v1/campaigns").extract().path("id");
        first.put("electionId", election());
        String two = post(organiser, first, "/api/v1/campaigns").extract().path("id");
        String cursor = null;
        List<String> seen = new ArrayList<>();
        do {
            var request = given().queryParam("region", "W92000004").queryParam("limit", 1);
            var answer =
                    (cursor == null ? request : request.queryParam("cursor", cursor))
                            .get("/api/v1/campaigns")
                            .then()
                            .statusCode(200)
                            .extract();
            seen.addAll(answer.path("items.id"));
            cursor = answer.path("next");
        } while (cursor != null);
        assertThat(seen).containsSubsequence(one, two).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "cursor,nonsense",
        "updatedSince,yesterday",
        "updatedSince,+999999999-01-01T00:00:00Z",
        "limit,many",
        "limit,201",
        "state,asleep"
    })
    void a_parameter_that_cannot_be_read_is_said_to_be_so(String parameter, String value) {
        given().queryParam(parameter, value)
                .get("/api/v1/campaigns")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("malformed-request"));
    }

    private static void withdraw(Tokens who, String id) {
        post(who, Map.of("reason", "no time"), "/api/v1/campaigns/{id}/withdrawal", id)
                .statusCode(200)
                .body("state", equalTo("withdrawn"));
    }

    private ValidatableResponse history(String id) {
        return as(organiser).get("/api/v1/campaigns/{id}/history", id).then().statusCode(200);
    }

    private static Tokens coordinator(String region) {
        return Tokens.person("rosa").roles("regional-coordinator").region(region);
    }

    private Answer launch(String id, String heldOn) {
        return new Answer(
                post(
                        organiser,
                        Map.of("heldOn", LocalDate.parse(heldOn), "place", "Town Hall"),
                        "/api/v1/campaigns/{id}/launch",
                        id));
    }

    /// An answer, and what tests say of it.
    private record Answer(ValidatableResponse response) {
        void statusCodeIs(int status) {
            response.statusCode(status);
        }

        void refusedAs(int status, String code) {
            response.statusCode(status)
                    .contentType("application/problem+json")
                    .body("code", equalTo(code));
        }
    }
}
