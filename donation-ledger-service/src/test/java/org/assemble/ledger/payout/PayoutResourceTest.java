package org.assemble.ledger.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assemble.ledger.Api;
import org.assemble.ledger.Balances;
import org.assemble.ledger.Neighbours;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealParts.class)
class PayoutResourceTest {

    private static final String RUNS = "/api/v1/ledger/payout-runs";

    /// Fin may approve too, in these tests: what stops a person is the rule, not the role.
    private static final Tokens BOTH = Tokens.person("fin").roles("finance", "finance-approver");

    private static UUID owedCampaign(long pence) {
        UUID campaign = Neighbours.agreedCampaign();
        Api.as(Api.organiserOf(campaign))
                .body(
                        Map.of(
                                "accountName",
                                "Campaign",
                                "sortCode",
                                "107999",
                                "accountNumber",
                                "8837491"))
                .put("/api/v1/ledger/campaigns/" + campaign + "/bank-details")
                .then()
                .statusCode(200);
        Api.post(
                        Api.FIN,
                        "/api/v1/ledger/campaigns/" + campaign + "/bank-details/confirmation",
                        null)
                .statusCode(200);
        Api.post(
                        Api.MACHINE,
                        "/api/v1/ledger/donations",
                        Api.with(Api.donation(pence), "campaignId", campaign))
                .statusCode(201);
        return campaign;
    }

    private static ValidatableResponse propose() {
        return Api.post(Api.FIN, RUNS, null);
    }

    private static Map<String, Object> settlement(LocalDate on) {
        return Map.of("settledOn", on.toString(), "bankReference", "BACS-1");
    }

    private static void refused(ValidatableResponse response, int status, String code) {
        response.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
    }

    @Test
    void M3_each_step_has_its_person_and_its_turn() {
        UUID campaign = owedCampaign(10_000);
        String run = RUNS + "/" + propose().statusCode(201).extract().path("id");

        refused(Api.post(Api.FRANK, run + "/release", null), 409, "run-not-approved");
        refused(
                Api.post(Api.FIN, run + "/settlement", settlement(LocalDate.now())),
                409,
                "run-not-released");
        refused(Api.post(BOTH, run + "/approval", null), 409, "approver-is-proposer");
        refused(Api.post(Api.FIN, run + "/approval", null), 403, "approval-above-limit");
        Api.post(Api.AMAL, run + "/approval", null).statusCode(200);
        refused(Api.post(Api.AMAL, run + "/approval", null), 409, "run-not-proposed");
        Tokens amalToo = Tokens.person("amal").roles("finance");
        refused(Api.post(amalToo, run + "/release", null), 409, "releaser-is-approver");
        Api.as(Api.FIN)
                .get(run + "/file")
                .then()
                .statusCode(409)
                .body("code", equalTo("run-not-released"));

        Api.post(Api.FIN, run + "/release", null).statusCode(200);
        refused(Api.post(Api.FRANK, run + "/release", null), 409, "run-not-approved");
        refused(
                Api.post(Api.FIN, run + "/cancellation", Map.of("reason", "too late")),
                409,
                "run-already-released");
        refused(
                Api.post(Api.FIN, run + "/settlement", settlement(LocalDate.now().plusDays(2))),
                422,
                "date-in-future");
        refused(
                Api.post(Api.FIN, run + "/settlement", settlement(LocalDate.now().minusDays(2))),
                422,
                "settled-before-release");
        assertThat(Balances.now().of("payout-in-transit:" + campaign)).isEqualTo(8_000);
        Api.post(Api.FIN, run + "/settlement", settlement(LocalDate.now())).statusCode(200);
        refused(
                Api.post(Api.FIN, run + "/settlement", settlement(LocalDate.now())),
                409,
                "run-not-released");
        assertThat(Balances.now().of("payout-in-transit:" + campaign)).isZero();
        Api.as(Api.AMAL)
                .get(run)
                .then()
                .statusCode(200)
                .body("state", equalTo("settled"))
                .body(
                        "lines.find { it.campaignId == '" + campaign + "' }.amount.amount",
                        equalTo(8_000));
    }

    @Test
    void M3_two_runs_never_pay_the_same_pound_and_a_cancelled_one_gives_it_back() {
        UUID campaign = owedCampaign(5_000);
        String first =
                propose()
                        .statusCode(201)
                        .body("lines.campaignId", hasItem(campaign.toString()))
                        .extract()
                        .path("id");
        refused(propose(), 409, "nothing-to-pay-out");
        UUID other = owedCampaign(5_000);
        String second =
                propose()
                        .statusCode(201)
                        .body("lines.campaignId", hasItem(other.toString()))
                        .body("lines.campaignId", not(hasItem(campaign.toString())))
                        .extract()
                        .path("id");
        for (String run : List.of(first, second)) {
            Api.post(Api.FIN, RUNS + "/" + run + "/cancellation", Map.of("reason", "wrong week"))
                    .statusCode(200)
                    .body("state", equalTo("cancelled"));
        }
        String third =
                propose()
                        .statusCode(201)
                        .body("lines.campaignId", hasItem(campaign.toString()))
                        .extract()
                        .path("id");
        Api.post(Api.FIN, RUNS + "/" + third + "/cancellation", Map.of("reason", "end of the test"))
                .statusCode(200);
    }

    @Test
    void M3_a_campaign_without_confirmed_bank_details_is_not_paid() {
        UUID campaign = Neighbours.agreedCampaign();
        Api.as(Api.organiserOf(campaign))
                .body(
                        Map.of(
                                "accountName",
                                "Campaign",
                                "sortCode",
                                "107999",
                                "accountNumber",
                                "8837491"))
                .put("/api/v1/ledger/campaigns/" + campaign + "/bank-details")
                .then()
                .statusCode(200);
        Api.post(
                        Api.MACHINE,
                        "/api/v1/ledger/donations",
                        Api.with(Api.donation(100), "campaignId", campaign))
                .statusCode(201);
        ValidatableResponse proposed = propose();
        assertThat(proposed.extract().asString()).doesNotContain(campaign.toString());
    }

    @Test
    void M3_one_run_released_by_many_at_once_is_released_once() throws Exception {
        UUID campaign = owedCampaign(10_000);
        String run = RUNS + "/" + propose().statusCode(201).extract().path("id");
        Api.post(Api.AMAL, run + "/approval", null).statusCode(200);
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> calls =
                    Collections.nCopies(
                            8,
                            () -> Api.post(Api.FIN, run + "/release", null).extract().statusCode());
            for (Future<Integer> status : callers.invokeAll(calls)) {
                statuses.add(status.get());
            }
        }
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(Balances.now().of("payout-in-transit:" + campaign)).isEqualTo(8_000);
        Api.post(Api.FIN, run + "/settlement", settlement(LocalDate.now())).statusCode(200);
    }

    @Test
    void M3_what_one_run_takes_out_of_the_bank_no_other_takes_before_it_settles() {
        UUID campaign = owedCampaign(10_000);
        String one = approvedRun();
        owedCampaign(10_000);
        String two = approvedRun();
        long spent = leaveInTheBank(total(one) + total(two) - 1, campaign);

        Api.post(Api.FIN, one + "/release", null).statusCode(200);
        refused(Api.post(Api.FIN, two + "/release", null), 409, "bank-too-low");
        give(1);
        Api.post(Api.FIN, two + "/release", null).statusCode(200);
        for (String run : List.of(one, two)) {
            Api.post(Api.FIN, run + "/settlement", settlement(LocalDate.now())).statusCode(200);
        }
        assertThat(Balances.now().of("bank")).isZero();
        give(Math.clamp(spent, 1_000_000, 100_000_000)); // others need it
    }

    private static String approvedRun() {
        String run = RUNS + "/" + propose().statusCode(201).extract().path("id");
        Api.post(Api.AMAL, run + "/approval", null).statusCode(200);
        return run;
    }

    private static int total(String run) {
        return Api.as(Api.FIN).get(run).then().statusCode(200).extract().path("total.amount");
    }

    private static void give(long pence) {
        Api.post(Api.MACHINE, "/api/v1/ledger/donations", Api.donation(pence)).statusCode(201);
    }

    /// By a gift, or by an invoice of the campaign.
    ///
    /// @return what was spent
    private static long leaveInTheBank(long pence, UUID campaign) {
        long tooMuch = Balances.now().of("bank") - pence;
        if (tooMuch < 0) {
            give(-tooMuch);
        }
        if (tooMuch <= 0) {
            return 0;
        }
        Map<String, Object> cap =
                Map.of(
                        "policy",
                        "startup-cap-pence",
                        "campaignId",
                        campaign,
                        "validFrom",
                        LocalDate.now().toString(),
                        "value",
                        tooMuch);
        Api.post(Api.NORA, "/api/v1/ledger/policies", cap).statusCode(201);
        String invoices = "/api/v1/ledger/invoices";
        String invoice =
                Api.post(Api.organiserOf(campaign), invoices, Api.invoice(campaign, tooMuch))
                        .statusCode(201)
                        .extract()
                        .path("id");
        Api.post(Api.AMAL, invoices + "/" + invoice + "/approval", null).statusCode(200);
        Map<String, String> payment =
                Map.of("paidOn", LocalDate.now().toString(), "bankReference", "FP-1");
        Api.post(Api.FIN, invoices + "/" + invoice + "/payment", payment).statusCode(200);
        return tooMuch;
    }

    @Test
    void what_is_not_known_is_said() {
        String unknown = RUNS + "/" + UUID.randomUUID();
        Api.as(Api.FIN)
                .get(unknown)
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-payout-run"));
        refused(Api.post(Api.AMAL, unknown + "/approval", null), 404, "unknown-payout-run");
        refused(Api.post(Api.FIN, unknown + "/release", null), 404, "unknown-payout-run");
    }
}
