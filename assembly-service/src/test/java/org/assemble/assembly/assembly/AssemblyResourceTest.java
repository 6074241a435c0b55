package org.assemble.assembly.assembly;

import static io.restassured.RestAssured.given;
import static org.assemble.assembly.AssemblyApi.ASSEMBLIES;
import static org.assemble.assembly.AssemblyApi.announce;
import static org.assemble.assembly.AssemblyApi.announced;
import static org.assemble.assembly.AssemblyApi.arrivals;
import static org.assemble.assembly.AssemblyApi.as;
import static org.assemble.assembly.AssemblyApi.campaign;
import static org.assemble.assembly.AssemblyApi.checkIn;
import static org.assemble.assembly.AssemblyApi.facilitator;
import static org.assemble.assembly.AssemblyApi.get;
import static org.assemble.assembly.AssemblyApi.minute;
import static org.assemble.assembly.AssemblyApi.newAssembly;
import static org.assemble.assembly.AssemblyApi.of;
import static org.assemble.assembly.AssemblyApi.organiser;
import static org.assemble.assembly.AssemblyApi.planned;
import static org.assemble.assembly.AssemblyApi.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.testkit.Golden;
import org.assemble.testkit.Messages;
import org.assemble.testkit.Messages.Message;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(RealParts.class)
class AssemblyResourceTest {
    private static final UUID ASSEMBLY = UUID.fromString("0190a1b2-0000-7000-8000-0000000000f1");
    private static final UUID CAMPAIGN = UUID.fromString("0190a1b2-0000-7000-8000-0000000000c1");

    private UUID campaign;

    @BeforeEach
    void register() {
        campaign = campaign();
    }

    @Test
    void A1_an_assembly_is_planned_and_anyone_can_read_it() {
        get(planned(campaign))
                .statusCode(200)
                .body("state", equalTo("planned"))
                .body("campaignId", equalTo(campaign.toString()))
                .body("ward.code", equalTo("E05011398"))
                .body("accessibilityNote", equalTo("Step-free; hearing loop"))
                .body("attendance", equalTo(0));
    }

    @Test
    void A1_an_assembly_is_announced_then_held_and_minuted() {
        UUID id = planned(campaign);
        announce(organiser(campaign), id).statusCode(200).body("state", equalTo("announced"));
        minute(facilitator(campaign), id)
                .statusCode(200)
                .body("state", equalTo("held"))
                .body("heldAt", notNullValue());
        as(organiser(campaign))
                .get(ASSEMBLIES + "/{id}/minutes", id)
                .then()
                .statusCode(200)
                .body("minutes", equalTo("We talked about buses."));
    }

    @Test
    void A1_an_illegal_step_is_refused_and_changes_nothing() {
        UUID id = planned(campaign);
        refused(minute(organiser(campaign), id), 409, "illegal-step");
        refused(checkIn(organiser(campaign), id, arrivals(1)), 409, "illegal-step");
        get(id).body("state", equalTo("planned")).body("attendance", equalTo(0));
        announce(organiser(campaign), id).statusCode(200);
        refused(announce(organiser(campaign), id), 409, "illegal-step");
        minute(organiser(campaign), id).statusCode(200);
        refused(minute(organiser(campaign), id), 409, "illegal-step");
        refused(announce(organiser(campaign), id), 409, "illegal-step");
    }

    @Test
    void A1_what_lies_ahead_has_not_been_held() {
        refused(
                post(
                        organiser(campaign),
                        Map.of(
                                "heldAt",
                                Instant.now().plusSeconds(3600).toString(),
                                "minutes",
                                "x"),
                        ASSEMBLIES + "/{id}/minutes",
                        announced(campaign)),
                422,
                "date-not-yet");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "E14001321, impossible-ward",
        "E0501139,  impossible-ward",
        "S13002672, ward-does-not-fit"
    })
    void A1_a_ward_that_can_not_be_is_refused(String code, String refusal) {
        Map<String, Object> assembly = newAssembly(campaign);
        assembly.put("ward", Map.of("code", code, "name", "Hyde Park"));
        refused(post(organiser(campaign), assembly, ASSEMBLIES), 422, refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "title, ''",
        "title, a\0b",
        "startsAt, tomorrow",
        "startsAt, +300000-01-01T00:00:00Z",
        "campaignId, 12",
        "accessibilityNote,"
    })
    void an_assembly_that_can_not_be_read_is_refused(String field, String value) {
        Map<String, Object> assembly = newAssembly(campaign);
        assembly.put(field, value);
        refused(post(organiser(campaign), assembly, ASSEMBLIES), 400, "malformed-request");
    }

    @Test
    void only_organisers_of_the_campaign_plan_and_announce() {
        UUID id = planned(campaign);
        Tokens other = organiser(UUID.randomUUID());
        refused(post(other, newAssembly(campaign), ASSEMBLIES), 403, "not-your-campaign");
        refused(post(of(campaign), newAssembly(campaign), ASSEMBLIES), 403, "not-allowed");
        refused(announce(other, id), 403, "not-your-campaign");
        refused(announce(facilitator(campaign), id), 403, "not-allowed");
    }

    @Test
    void A2_who_is_asked_to_facilitate_an_assembly_need_not_be_of_the_campaign() {
        Tokens felix = Tokens.person("felix").roles("facilitator");
        Map<String, Object> plan = newAssembly(campaign);
        plan.put("facilitators", List.of(Tokens.idOf("felix")));
        UUID id =
                UUID.fromString(
                        post(organiser(campaign), plan, ASSEMBLIES)
                                .statusCode(201)
                                .body("$", not(hasKey("facilitators")))
                                .extract()
                                .path("id"));
        announce(organiser(campaign), id).statusCode(200);
        checkIn(felix, id, arrivals(2)).statusCode(200).body("attendance", equalTo(2));
        minute(felix, id).statusCode(200);
        as(felix).get(ASSEMBLIES + "/{id}/minutes", id).then().statusCode(200);
        refused(checkIn(felix, announced(campaign), arrivals(1)), 403, "not-your-campaign");
    }

    @Test
    void A2_who_is_asked_to_facilitate_but_may_not_does_not() {
        Tokens otto = Tokens.person("otto").roles("campaign-organiser");
        Map<String, Object> plan = newAssembly(campaign);
        plan.put("facilitators", List.of(Tokens.idOf("otto")));
        UUID id = UUID.fromString(post(organiser(campaign), plan, ASSEMBLIES).extract().path("id"));
        refused(announce(otto, id), 403, "not-your-campaign");
        refused(minute(otto, id), 403, "not-your-campaign");
    }

    @Test
    void D2_minutes_are_read_in_the_campaign_only() {
        UUID id = announced(campaign);
        minute(organiser(campaign), id).statusCode(200).body("$", not(hasKey("minutes")));
        get(id).body("$", not(hasKey("minutes")));
        refused(
                as(facilitator(UUID.randomUUID())).get(ASSEMBLIES + "/{id}/minutes", id).then(),
                403,
                "not-your-campaign");
        given().get(ASSEMBLIES + "/{id}/minutes", id).then().statusCode(401);
    }

    @Test
    void an_assembly_that_is_not_held_has_no_minutes() {
        refused(
                as(organiser(campaign)).get(ASSEMBLIES + "/{id}/minutes", planned(campaign)).then(),
                404,
                "no-minutes");
    }

    @Test
    void an_assembly_that_is_not_there_is_unknown() {
        UUID nowhere = UUID.randomUUID();
        refused(get(nowhere), 404, "unknown-assembly");
        refused(announce(organiser(campaign), nowhere), 404, "unknown-assembly");
        refused(checkIn(organiser(campaign), nowhere, arrivals(1)), 404, "unknown-assembly");
    }

    @Test
    void the_assemblies_of_a_campaign_are_listed_in_pages() {
        planned(campaign);
        String next =
                given().queryParam("campaignId", campaign)
                        .queryParam("limit", 1)
                        .get(ASSEMBLIES)
                        .then()
                        .statusCode(200)
                        .body("items", hasSize(1))
                        .extract()
                        .path("next");
        given().queryParam("campaignId", campaign)
                .queryParam("cursor", next)
                .get(ASSEMBLIES)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].campaignId", equalTo(campaign.toString()))
                .body("next", equalTo(null));
        given().get(ASSEMBLIES + "?limit=1").then().statusCode(200).body("items", hasSize(1));
    }

    @Test
    void the_others_are_told_of_each_step() {
        UUID id = announced(campaign);
        checkIn(facilitator(campaign), id, arrivals(3)).statusCode(200);
        minute(organiser(campaign), id).statusCode(200);
        told("AssemblyPlanned.v1", id);
        told("AssemblyAnnounced.v1", id);
        assertThat(told("AssemblyHeld.v1", id).data().at("/attendance").asInt()).isEqualTo(3);
    }

    @Test
    void what_is_sent_are_the_golden_examples() {
        golden("AssemblyPlanned.v1")
                .is(
                        new AssemblyMessage.AssemblyPlanned(
                                ASSEMBLY,
                                CAMPAIGN,
                                "E05011398",
                                Instant.parse("2026-05-20T18:30:00Z")));
        golden("AssemblyAnnounced.v1")
                .is(new AssemblyMessage.AssemblyAnnounced(ASSEMBLY, CAMPAIGN));
        golden("AssemblyHeld.v1").is(new AssemblyMessage.AssemblyHeld(ASSEMBLY, CAMPAIGN, 40));
    }

    @Test
    void the_same_request_again_gets_the_same_answer() {
        UUID id = planned(campaign);
        String key = UUID.randomUUID().toString();
        Tokens organiser = organiser(campaign);
        String path = ASSEMBLIES + "/{id}/announcement";
        as(organiser).header("Idempotency-Key", key).post(path, id).then().statusCode(200);
        as(organiser)
                .header("Idempotency-Key", key)
                .post(path, id)
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body("state", equalTo("announced"));
    }

    private Message told(String name, UUID id) {
        Message message =
                Messages.of("assembly")
                        .await(name, data -> data.at("/assemblyId").asText().equals(id.toString()));
        assertThat(message.key()).isEqualTo(campaign.toString());
        assertThat(message.subject()).isEqualTo(id.toString());
        golden(name).fits(message.data());
        return message;
    }

    private static Golden golden(String name) {
        return Golden.event("assembly-service", name);
    }

    private static void refused(ValidatableResponse answer, int status, String code) {
        answer.statusCode(status).body("code", equalTo(code));
    }
}
