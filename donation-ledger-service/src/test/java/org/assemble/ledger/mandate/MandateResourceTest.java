package org.assemble.ledger.mandate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.assemble.ledger.Api;
import org.assemble.ledger.Balances;
import org.assemble.ledger.Neighbours;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealParts.class)
class MandateResourceTest {

    private static final String MANDATES = "/api/v1/ledger/mandates";

    private static Map<String, Object> mandate(UUID campaign, long pence) {
        Map<String, Object> mandate = new HashMap<>();
        mandate.put("campaignId", campaign);
        mandate.put("assemblyId", UUID.randomUUID());
        mandate.put("donorId", UUID.randomUUID());
        mandate.put("monthly", Api.money(pence));
        mandate.put("pledgedOn", LocalDate.now().minusDays(3).toString());
        return mandate;
    }

    private static Map<String, Object> change(long pence, LocalDate from) {
        return Map.of("monthly", Api.money(pence), "validFrom", from.toString());
    }

    private static Map<String, Object> end(LocalDate on) {
        return Map.of("reason", "DONOR_ASKED", "endedOn", on.toString());
    }

    private static void refused(ValidatableResponse response, int status, String code) {
        response.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
    }

    @Test
    void M1_a_pledge_by_hand_is_active_with_its_first_payment_changes_and_ends() {
        UUID campaign = Neighbours.agreedCampaign();
        LocalDate today = LocalDate.now();
        ValidatableResponse entered =
                Api.post(Api.FIN, MANDATES, mandate(campaign, 1_000))
                        .statusCode(201)
                        .body("state", equalTo("pledged"))
                        .body("monthly.amount", equalTo(1_000))
                        .body("firstPaymentId", equalTo(null));
        String id = entered.extract().path("id");
        entered.header("Location", endsWith(MANDATES + "/" + id));
        String donation =
                Api.post(
                                Api.MACHINE,
                                "/api/v1/ledger/donations",
                                Api.payment(UUID.fromString(id), 1_000))
                        .statusCode(201)
                        .extract()
                        .path("id");
        get(id).body("state", equalTo("active"))
                .body("activeSince", equalTo(today.toString()))
                .body("firstPaymentId", equalTo(donation));

        Api.post(Api.FIN, MANDATES + "/" + id + "/amount-changes", change(2_000, today.plusDays(9)))
                .statusCode(200)
                .body("monthly.amount", equalTo(1_000));
        Api.post(Api.FIN, MANDATES + "/" + id + "/amount-changes", change(1_500, today))
                .statusCode(200)
                .body("monthly.amount", equalTo(1_500))
                .body("amountChanges[0].monthly.amount", equalTo(2_000));
        Api.post(Api.FIN, MANDATES + "/" + id + "/end", end(today))
                .statusCode(200)
                .body("state", equalTo("ended"))
                .body("endedOn", equalTo(today.toString()))
                .body("endReason", equalTo("DONOR_ASKED"))
                .body("firstPaymentId", equalTo(donation));
        refused(Api.post(Api.FIN, MANDATES + "/" + id + "/end", end(today)), 409, "mandate-ended");
        refused(
                Api.post(Api.FIN, MANDATES + "/" + id + "/amount-changes", change(1, today)),
                409,
                "mandate-ended");
    }

    private static ValidatableResponse get(String id) {
        return Api.as(Api.FIN).get(MANDATES + "/" + id).then().statusCode(200);
    }

    @Test
    void M8_a_list_shows_each_mandate_as_it_stood_on_its_day() {
        UUID campaign = Neighbours.agreedCampaign();
        LocalDate today = LocalDate.now();
        String id =
                Api.post(Api.FIN, MANDATES, mandate(campaign, 1_000))
                        .statusCode(201)
                        .extract()
                        .path("id");
        Map<String, Object> payment = Api.payment(UUID.fromString(id), 1_000);
        String donation =
                Api.post(
                                Api.MACHINE,
                                "/api/v1/ledger/donations",
                                Api.with(payment, "receivedOn", today.minusDays(1).toString()))
                        .statusCode(201)
                        .extract()
                        .path("id");
        String changes = MANDATES + "/" + id + "/amount-changes";
        Api.post(Api.FIN, changes, change(2_000, today.plusDays(9))).statusCode(200);
        Api.post(Api.FIN, changes, change(1_500, today.minusDays(2))).statusCode(200);
        Api.post(Api.FIN, MANDATES + "/" + id + "/end", end(today)).statusCode(200);

        listed(campaign, today.minusDays(4)).body("items", empty());
        listed(campaign, today.minusDays(3))
                .body("items[0].state", equalTo("pledged"))
                .body("items[0].monthly.amount", equalTo(1_000));
        listed(campaign, today.minusDays(2))
                .body("items[0].state", equalTo("pledged"))
                .body("items[0].firstPaymentId", equalTo(null))
                .body("items[0].monthly.amount", equalTo(1_500));
        listed(campaign, today.minusDays(1))
                .body("items[0].state", equalTo("active"))
                .body("items[0].activeSince", equalTo(today.minusDays(1).toString()))
                .body("items[0].firstPaymentId", equalTo(donation))
                .body("items[0].endedOn", equalTo(null));
        listed(campaign, today)
                .body("items[0].state", equalTo("ended"))
                .body("items[0].endedOn", equalTo(today.toString()));
        listed(campaign, today.plusDays(9)).body("items[0].monthly.amount", equalTo(2_000));
    }

    private static ValidatableResponse listed(UUID campaign, LocalDate day) {
        return Api.as(Api.FIN)
                .get(MANDATES + "?campaignId=" + campaign + "&asOf=" + day)
                .then()
                .statusCode(200)
                .body("asOf", equalTo(day.toString()));
    }

    @Test
    void a_payment_after_the_end_is_taken_because_the_money_has_moved() {
        UUID campaign = Neighbours.agreedCampaign();
        UUID mandate = Neighbours.pledges(campaign, 1_000).getFirst();
        Api.post(Api.FIN, MANDATES + "/" + mandate + "/end", end(LocalDate.now())).statusCode(200);
        Api.post(Api.MACHINE, "/api/v1/ledger/donations", Api.payment(mandate, 1_000))
                .statusCode(201)
                .body("campaignShare.amount", equalTo(800));
        get(mandate.toString()).body("state", equalTo("ended"));
    }

    @Test
    void M5_a_mandate_of_no_ward_assembly_is_shared_and_never_matched() {
        UUID campaign = Neighbours.agreedCampaign();
        Neighbours.launch(campaign);
        String id =
                Api.post(Api.FIN, MANDATES, Api.with(mandate(campaign, 1_000), "assemblyId", null))
                        .statusCode(201)
                        .extract()
                        .path("id");
        Api.post(Api.MACHINE, "/api/v1/ledger/donations", Api.payment(UUID.fromString(id), 1_000))
                .statusCode(201)
                .body("campaignShare.amount", equalTo(800))
                .body("matched.amount", equalTo(0));
        // One of a ward assembly, told later, is matched by then; so the launch was known.
        UUID ofAssembly = Neighbours.pledges(campaign, 1_000).getFirst();
        Api.post(Api.MACHINE, "/api/v1/ledger/donations", Api.payment(ofAssembly, 1_000))
                .statusCode(201);
        Soon.holds(() -> assertThat(Balances.now().of("match-cost:" + campaign)).isEqualTo(1_000));
    }

    @Test
    void bad_input_gets_its_code() {
        UUID campaign = Neighbours.agreedCampaign();
        Map<String, Object> good = mandate(campaign, 1_000);
        LocalDate today = LocalDate.now();
        refused(
                Api.post(Api.FIN, MANDATES, Api.with(good, "monthly", Api.money(0))),
                422,
                "amount-not-positive");
        refused(
                Api.post(Api.FIN, MANDATES, Api.with(good, "monthly", Api.money(100_000_001))),
                422,
                "amount-above-limit");
        refused(
                Api.post(
                        Api.FIN,
                        MANDATES,
                        Api.with(good, "monthly", Map.of("amount", 1, "currency", "EUR"))),
                422,
                "wrong-currency");
        refused(
                Api.post(
                        Api.FIN,
                        MANDATES,
                        Api.with(good, "pledgedOn", today.plusDays(2).toString())),
                422,
                "date-in-future");
        refused(
                Api.post(Api.FIN, MANDATES, Api.with(good, "campaignId", UUID.randomUUID())),
                404,
                "unknown-campaign");
        refused(
                Api.post(Api.FIN, MANDATES, Api.with(good, "donorId", null)),
                400,
                "malformed-request");
        refused(Api.post(Api.MACHINE, MANDATES, good), 403, "not-allowed");
        refused(
                Api.post(Tokens.person("amal").roles("finance-approver"), MANDATES, good),
                403,
                "not-allowed");
        String unknown = MANDATES + "/" + UUID.randomUUID();
        refused(Api.post(Api.FIN, unknown + "/end", end(today)), 404, "unknown-mandate");
        refused(
                Api.post(Api.FIN, unknown + "/amount-changes", change(1, today)),
                404,
                "unknown-mandate");
        String known =
                MANDATES
                        + "/"
                        + Api.post(Api.FIN, MANDATES, good).statusCode(201).extract().path("id");
        refused(Api.post(Api.FIN, known + "/end", end(today.minusDays(4))), 422, "before-pledge");
        refused(
                Api.post(
                        Api.FIN,
                        known + "/end",
                        Map.of("reason", "BORED", "endedOn", today.toString())),
                400,
                "malformed-request");
    }
}
