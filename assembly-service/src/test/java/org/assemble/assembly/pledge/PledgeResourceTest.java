package org.assemble.assembly.pledge;

import static org.assemble.assembly.AssemblyApi.ASSEMBLIES;
import static org.assemble.assembly.AssemblyApi.announced;
import static org.assemble.assembly.AssemblyApi.arrivals;
import static org.assemble.assembly.AssemblyApi.as;
import static org.assemble.assembly.AssemblyApi.campaign;
import static org.assemble.assembly.AssemblyApi.checkIn;
import static org.assemble.assembly.AssemblyApi.facilitator;
import static org.assemble.assembly.AssemblyApi.of;
import static org.assemble.assembly.AssemblyApi.organiser;
import static org.assemble.assembly.AssemblyApi.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assemble.assembly.AssemblyApi.Arrival;
import org.assemble.testkit.Golden;
import org.assemble.testkit.Messages;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(RealParts.class)
class PledgeResourceTest {
    private static final Golden MADE = Golden.event("assembly-service", "PledgeMade.v1");
    private static final String PLEDGES = ASSEMBLIES + "/{id}/pledges";

    private UUID campaign;
    private UUID assembly;
    private UUID attendee;

    @BeforeEach
    void somebodyComes() {
        campaign = campaign();
        assembly = announced(campaign);
        attendee = attendee(assembly);
    }

    @Test
    void A3_who_came_pledges_a_monthly_donation_and_the_others_are_told() {
        String pledge =
                pledge(facilitator(campaign), attendee, "1000")
                        .statusCode(201)
                        .body("monthly.amount", equalTo(1000))
                        .body("assemblyId", equalTo(assembly.toString()))
                        .extract()
                        .path("id");
        var told =
                Messages.of("assembly")
                        .await(
                                "PledgeMade.v1",
                                data -> data.at("/pledgeId").asText().equals(pledge));
        MADE.fits(told.data());
        assertThat(told.key()).isEqualTo(campaign.toString());
        assertThat(told.data().at("/donorId").asText()).isEqualTo(attendee.toString());
        assertThat(told.data().at("/monthlyPence").asLong()).isEqualTo(1000);
    }

    @Test
    void what_is_sent_is_the_golden_example() {
        MADE.is(
                new PledgeMade(
                        UUID.fromString("0190a1b2-0000-7000-8000-0000000000b1"),
                        UUID.fromString("0190a1b2-0000-7000-8000-0000000000f1"),
                        UUID.fromString("0190a1b2-0000-7000-8000-0000000000c1"),
                        UUID.fromString("0190a1b2-0000-7000-8000-0000000000b2"),
                        1000,
                        Instant.parse("2026-05-20T19:45:00Z")));
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource({
        "0,       GBP, 422, pledge-not-positive",
        "-1,      GBP, 422, pledge-not-positive",
        "1000001, GBP, 422, pledge-above-limit",
        "0.5,     GBP, 422, not-whole-pence",
        "1e20,    GBP, 422, not-whole-pence",
        "1000,    EUR, 422, wrong-currency",
        "null,    GBP, 400, malformed-request",
        "ten,     GBP, 400, malformed-request"
    })
    void A3_a_sum_that_can_not_be_pledged_is_refused(
            String amount, String currency, int status, String code) {
        as(facilitator(campaign))
                .body(body(attendee, amount, currency))
                .post(PLEDGES, assembly)
                .then()
                .statusCode(status)
                .body("code", equalTo(code));
        pledge(facilitator(campaign), attendee, "1000000").statusCode(201);
    }

    @Test
    void A3_who_is_not_checked_in_at_this_assembly_does_not_pledge_there() {
        refused(pledge(facilitator(campaign), UUID.randomUUID(), "1000"), 404, "unknown-attendee");
        UUID elsewhere = attendee(announced(campaign));
        refused(pledge(facilitator(campaign), elsewhere, "1000"), 404, "unknown-attendee");
    }

    @Test
    void A3_a_person_pledges_once_at_an_assembly() {
        pledge(facilitator(campaign), attendee, "1000").statusCode(201);
        refused(pledge(facilitator(campaign), attendee, "2000"), 409, "pledged-already");
    }

    @Test
    void A3_the_same_pledge_told_twice_is_one() {
        String key = UUID.randomUUID().toString();
        Tokens facilitator = facilitator(campaign);
        String first = keyed(facilitator, key).statusCode(201).extract().path("id");
        keyed(facilitator, key)
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body("id", equalTo(first));
    }

    @Test
    void only_the_campaigns_facilitators_and_organisers_take_pledges() {
        refused(pledge(organiser(UUID.randomUUID()), attendee, "1000"), 403, "not-your-campaign");
        refused(pledge(of(campaign), attendee, "1000"), 403, "not-allowed");
    }

    @Test
    void G2_nothing_is_pledged_to_a_campaign_that_withdrew() {
        withdrawn(campaign);
        Soon.holds(() ->
                refused(
                        pledge(facilitator(campaign), UUID.randomUUID(), "1000"),
                        409,
                        "campaign-withdrawn"));
        refused(pledge(facilitator(campaign), attendee, "1000"), 409, "campaign-withdrawn");
    }

    @ParameterizedTest
    @CsvSource({"pledge-above-limit", "unknown-attendee", "illegal-step", "not-whole-pence"})
    void every_code_has_its_page(String code) {
        as(of(campaign)).get("/api/problems/assembly/{code}", code).then().statusCode(200);
    }

    private UUID attendee(UUID at) {
        Arrival arrival = arrivals(1).getFirst();
        checkIn(facilitator(campaign), at, List.of(arrival)).statusCode(200);
        return arrival.id();
    }

    private ValidatableResponse pledge(Tokens who, UUID attendeeId, String pence) {
        return as(who).body(body(attendeeId, pence, "GBP")).post(PLEDGES, assembly).then();
    }

    private ValidatableResponse keyed(Tokens who, String key) {
        return as(who).header("Idempotency-Key", key)
                .body(body(attendee, "1000", "GBP"))
                .post(PLEDGES, assembly)
                .then();
    }

    private static String body(UUID attendeeId, String amount, String currency) {
        return """
        {"attendeeId": "%s", "monthly": {"amount": %s, "currency": "%s"}}
        """
                .formatted(attendeeId, amount, currency);
    }

    private static void refused(ValidatableResponse answer, int status, String code) {
        answer.statusCode(status).body("code", equalTo(code));
    }
}
