package org.assemble.ledger.donation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import org.assemble.ledger.Api;
import org.assemble.ledger.Balances;
import org.assemble.ledger.Neighbours;
import org.assemble.testkit.Messages;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(RealParts.class)
class ReversalResourceTest {

    private static final String DONATIONS = "/api/v1/ledger/donations";

    private static String give(Map<String, Object> donation) {
        return Api.post(Api.MACHINE, DONATIONS, donation).statusCode(201).extract().path("id");
    }

    private static String reversals(String donation) {
        return DONATIONS + "/" + donation + "/reversals";
    }

    private static ValidatableResponse reverse(String donation, Map<String, Object> reversal) {
        return Api.post(Api.MACHINE, reversals(donation), reversal);
    }

    private static UUID launchedCampaign() {
        UUID campaign = Neighbours.agreedCampaign();
        Neighbours.launch(campaign);
        UUID probe = Neighbours.pledges(campaign, 100).getFirst();
        give(Api.payment(probe, 100));
        Soon.holds(() -> assertThat(Balances.now().of("match-cost:" + campaign)).isEqualTo(100));
        return campaign;
    }

    @Test
    void M7_a_whole_reversal_leaves_the_books_as_if_the_donation_had_never_come() {
        UUID campaign = launchedCampaign();
        UUID mandate = Neighbours.pledges(campaign, 1_001).getFirst();
        Balances before = Balances.now();
        String donation = give(Api.payment(mandate, 1_001));
        ValidatableResponse answer =
                reverse(donation, Api.reversal(1_001))
                        .statusCode(201)
                        .body("kind", equalTo("CHARGEBACK"))
                        .body("amount.amount", equalTo(1_001))
                        .body("left.amount", equalTo(0))
                        .body("campaignShare.amount", equalTo(801))
                        .body("nationalShare.amount", equalTo(200))
                        .body("matched.amount", equalTo(1_001));
        assertThat(Balances.now().pence()).isEqualTo(before.pence());
        Api.as(Api.FIN)
                .get(DONATIONS + "/" + donation)
                .then()
                .statusCode(200)
                .body("amount.amount", equalTo(1_001))
                .body("left.amount", equalTo(0))
                .body("reversals", hasSize(1))
                .body("reversals[0].id", equalTo(answer.extract().path("id")));
        Api.as(Api.FIN)
                .get(answer.extract().header("Location"))
                .then()
                .statusCode(200)
                .body("amount.amount", equalTo(1_001));
        summary(campaign)
                .body("raised.amount", equalTo(100))
                .body("match.used.amount", equalTo(100))
                .body("owed.amount", equalTo(180));
    }

    private static ValidatableResponse summary(UUID campaign) {
        return Api.as(Api.FIN)
                .get("/api/v1/ledger/campaigns/{id}/summary", campaign)
                .then()
                .statusCode(200);
    }

    @Test
    void M7_parts_up_to_the_whole_and_not_a_penny_more() {
        String donation = give(Api.donation(1_000));
        Balances before = Balances.now();
        reverse(donation, Api.reversal(400)).statusCode(201).body("left.amount", equalTo(600));
        reverse(donation, Api.reversal(601))
                .statusCode(422)
                .body("code", equalTo("reversal-exceeds-donation"))
                .body("detail", equalTo("Of the donation 600 pence are left."));
        reverse(donation, Api.reversal(600)).statusCode(201).body("left.amount", equalTo(0));
        reverse(donation, Api.reversal(1))
                .statusCode(409)
                .body("code", equalTo("already-reversed"));
        assertThat(Balances.now().since(before, "national-income")).isEqualTo(-1_000);
        assertThat(Balances.now().since(before, "bank")).isEqualTo(-1_000);
    }

    @Test
    void M10_the_same_reversal_told_twice_counts_once_and_told_otherwise_is_refused() {
        String donation = give(Api.donation(1_000));
        Map<String, Object> reversal = Api.reversal(400);
        String first = reverse(donation, reversal).statusCode(201).extract().path("id");
        Balances before = Balances.now();
        Api.post(Api.FIN, reversals(donation), reversal)
                .statusCode(201)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("id", equalTo(first));
        reverse(donation, Api.with(reversal, "amount", Api.money(401)))
                .statusCode(422)
                .body("code", equalTo("reference-reused"))
                .body("errors[0].pointer", equalTo("/reference"));
        String other = give(Api.donation(1_000));
        reverse(other, reversal).statusCode(422).body("code", equalTo("reference-reused"));
        assertThat(Balances.now().since(before, "national-income")).isEqualTo(1_000);
    }

    @Test
    void M10_a_donation_and_a_reversal_may_have_the_same_reference() {
        Map<String, Object> donation = Api.donation(1_000);
        reverse(
                        give(donation),
                        Api.with(Api.reversal(1_000), "reference", donation.get("reference")))
                .statusCode(201);
    }

    @Test
    void M7_one_donation_reversed_by_many_callers_at_once_is_reversed_once() throws Exception {
        String donation = give(Api.donation(1_000));
        Balances before = Balances.now();
        List<ValidatableResponse> answers = atOnce(8, _ -> reverse(donation, Api.reversal(1_000)));
        assertThat(answers).filteredOn(answer -> status(answer) == 201).hasSize(1);
        answers.stream()
                .filter(answer -> status(answer) != 201)
                .forEach(
                        answer -> answer.statusCode(409).body("code", equalTo("already-reversed")));
        assertThat(Balances.now().since(before, "bank")).isEqualTo(-1_000);
    }

    @Test
    void M7_parts_that_many_callers_take_at_once_never_exceed_the_donation() throws Exception {
        String donation = give(Api.donation(1_000));
        Balances before = Balances.now();
        List<ValidatableResponse> answers = atOnce(8, _ -> reverse(donation, Api.reversal(300)));
        assertThat(answers).filteredOn(answer -> status(answer) == 201).hasSize(3);
        assertThat(answers).filteredOn(answer -> status(answer) == 422).hasSize(5);
        assertThat(Balances.now().since(before, "bank")).isEqualTo(-900);
    }

    @Test
    void M10_one_reversal_told_by_many_callers_at_once_is_answered_to_each_and_counts_once()
            throws Exception {
        String donation = give(Api.donation(1_000));
        Balances before = Balances.now();
        Map<String, Object> reversal = Api.reversal(1_000);
        List<ValidatableResponse> answers = atOnce(8, _ -> reverse(donation, reversal));
        assertThat(answers).allMatch(answer -> status(answer) == 201);
        assertThat(answers.stream().map(answer -> answer.extract().<String>path("id")).distinct())
                .hasSize(1);
        assertThat(Balances.now().since(before, "bank")).isEqualTo(-1_000);
    }

    private static int status(ValidatableResponse answer) {
        return answer.extract().statusCode();
    }

    private interface Call {
        ValidatableResponse of(int number);
    }

    private static List<ValidatableResponse> atOnce(int count, Call call) throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(count)) {
            List<Callable<ValidatableResponse>> calls =
                    IntStream.range(0, count)
                            .<Callable<ValidatableResponse>>mapToObj(n -> () -> call.of(n))
                            .toList();
            List<ValidatableResponse> answers = new ArrayList<>();
            for (Future<ValidatableResponse> answer : callers.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    @Test
    void M5_the_next_payment_takes_the_place_of_a_first_that_fails_and_is_matched() {
        UUID campaign = launchedCampaign();
        UUID mandate = Neighbours.pledges(campaign, 1_000).getFirst();
        String first = give(Api.payment(mandate, 1_000));
        String part = give(Api.payment(mandate, 500));
        String second = give(Api.payment(mandate, 700));
        reverse(part, Api.reversal(500)).statusCode(201).body("matched.amount", equalTo(0));
        assertThat(Balances.now().of("match-cost:" + campaign)).isEqualTo(1_100);
        mandate(mandate).body("firstPaymentId", equalTo(first));

        reverse(first, Api.reversal(1_000)).statusCode(201).body("matched.amount", equalTo(1_000));
        assertThat(Balances.now().of("match-cost:" + campaign)).isEqualTo(800);
        mandate(mandate).body("firstPaymentId", equalTo(second));
        Messages.of("ledger")
                .await(
                        "DonationMatched.v1",
                        data ->
                                data.path("donationId").asText().equals(second)
                                        && data.path("matchedPence").asLong() == 700);

        reverse(second, Api.reversal(700)).statusCode(201).body("matched.amount", equalTo(700));
        mandate(mandate).body("firstPaymentId", equalTo(null));
        String third = give(Api.payment(mandate, 600));
        mandate(mandate).body("firstPaymentId", equalTo(third)).body("state", equalTo("active"));
        assertThat(Balances.now().of("match-cost:" + campaign)).isEqualTo(700);
    }

    private static ValidatableResponse mandate(UUID mandate) {
        return Api.as(Api.FIN).get("/api/v1/ledger/mandates/" + mandate).then().statusCode(200);
    }

    @Test
    void M5_the_next_payment_may_have_come_by_another_mandate_of_the_donor() {
        UUID campaign = launchedCampaign();
        UUID donor = UUID.randomUUID();
        UUID one = Neighbours.pledge(campaign, UUID.randomUUID(), donor, 1_000);
        UUID other = Neighbours.pledge(campaign, UUID.randomUUID(), donor, 900);
        Soon.holds(() -> assertThat(Neighbours.knows("mandates/" + other)).isTrue());
        String first = give(Api.payment(one, 1_000));
        String second = give(Api.payment(other, 900));
        reverse(first, Api.reversal(1_000)).statusCode(201);
        assertThat(Balances.now().of("match-cost:" + campaign)).isEqualTo(1_000);
        mandate(one).body("firstPaymentId", equalTo(null));
        mandate(other).body("firstPaymentId", equalTo(second));
    }

    @Test
    void M7_a_reversal_is_told_on_the_topic() {
        UUID campaign = Neighbours.agreedCampaign();
        String donation = give(Api.with(Api.donation(1_000), "campaignId", campaign));
        String reversal = reverse(donation, Api.reversal(250)).statusCode(201).extract().path("id");
        var told =
                Messages.of("ledger")
                        .await(
                                "DonationReversed.v1",
                                data -> data.path("reversalId").asText().equals(reversal));
        assertThat(told.key()).isEqualTo(campaign.toString());
        assertThat(told.subject()).isEqualTo(donation);
        assertThat(told.data().path("leftPence").asLong()).isEqualTo(750);
        assertThat(told.data().path("campaignSharePence").asLong()).isEqualTo(200);
    }

    @Test
    void M7_what_is_proposed_to_be_paid_out_and_reversed_then_is_not_released() {
        UUID campaign = Neighbours.agreedCampaign();
        confirmBankDetails(campaign);
        String donation = give(Api.with(Api.donation(1_000), "campaignId", campaign));
        String run =
                "/api/v1/ledger/payout-runs/"
                        + Api.post(Api.FIN, "/api/v1/ledger/payout-runs", null)
                                .statusCode(201)
                                .extract()
                                .path("id");
        Api.post(Api.AMAL, run + "/approval", null).statusCode(200);
        reverse(donation, Api.reversal(100)).statusCode(201);
        Api.post(Api.FIN, run + "/release", null)
                .statusCode(409)
                .body("code", equalTo("no-longer-owed"));
        Api.post(Api.FIN, run + "/cancellation", Map.of("reason", "a reversal")).statusCode(200);
        summary(campaign).body("owed.amount", equalTo(720));
        reverse(donation, Api.reversal(900))
                .statusCode(201); // nothing is left for other tests' runs
    }

    @Test
    void M9_what_is_owed_at_a_withdrawal_is_paid_in_a_last_run_and_nothing_is_clawed_back() {
        UUID campaign = Neighbours.agreedCampaign();
        confirmBankDetails(campaign);
        String donation = give(Api.with(Api.donation(1_000), "campaignId", campaign));
        Messages.of("campaign")
                .send(
                        "CampaignWithdrawn.v1",
                        campaign,
                        Map.of(
                                "campaignId",
                                campaign,
                                "by",
                                "CAMPAIGN",
                                "withdrawnAt",
                                Instant.now().minusSeconds(36 * 3_600)));
        Soon.holds(() ->
                Api.post(Api.MACHINE, DONATIONS, Api.with(Api.donation(10), "campaignId", campaign))
                        .statusCode(201)
                        .body("fund", equalTo("national")));
        // Gifts that came before the withdrawal was known are its own.
        int owed = summary(campaign).extract().path("owed.amount");
        assertThat(owed).isGreaterThanOrEqualTo(800);
        String run =
                "/api/v1/ledger/payout-runs/"
                        + Api.post(Api.FIN, "/api/v1/ledger/payout-runs", null)
                                .statusCode(201)
                                .extract()
                                .path("id");
        Api.post(Api.AMAL, run + "/approval", null).statusCode(200);
        Api.post(Api.FIN, run + "/release", null).statusCode(200);
        Api.post(
                        Api.FIN,
                        run + "/settlement",
                        Map.of("settledOn", LocalDate.now().toString(), "bankReference", "BACS-9"))
                .statusCode(200);
        summary(campaign).body("owed.amount", equalTo(0)).body("paid.amount", equalTo(owed));

        reverse(donation, Api.reversal(1_000)).statusCode(201);
        Balances after = Balances.now();
        assertThat(after.of("write-off:" + campaign)).isEqualTo(800);
        assertThat(after.of("campaign-payable:" + campaign)).isZero();
    }

    private static void confirmBankDetails(UUID campaign) {
        String path = "/api/v1/ledger/campaigns/" + campaign + "/bank-details";
        Api.as(Api.organiserOf(campaign))
                .body(
                        Map.of(
                                "accountName",
                                "Campaign",
                                "sortCode",
                                "08-99-99",
                                "accountNumber",
                                "66374958"))
                .put(path)
                .then()
                .statusCode(200);
        Api.post(Api.FIN, path + "/confirmation", null).statusCode(200);
    }

    @ParameterizedTest(name = "{0} = {1}: {3} {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    amount     | {"amount":0,"currency":"GBP"}    | amount-not-positive       | 422
                    amount     | {"amount":-1,"currency":"GBP"}   | amount-not-positive       | 422
                    amount     | {"amount":0.5,"currency":"GBP"}  | not-whole-pence           | 422
                    amount     | {"amount":1001,"currency":"GBP"} | reversal-exceeds-donation | 422
                    amount     | {"amount":1,"currency":"EUR"}    | wrong-currency            | 422
                    amount     | null                             | malformed-request         | 400
                    occurredOn | "2199-12-31"                     | date-in-future            | 422
                    occurredOn | "2020-01-01"                     | reversal-before-donation  | 422
                    occurredOn | null                             | malformed-request         | 400
                    kind       | "REGRET"                         | malformed-request         | 400
                    kind       | null                             | malformed-request         | 400
                    source     | "The Bank"                       | malformed-request         | 400
                    reference  | ""                               | malformed-request         | 400
                    """)
    void bad_input_gets_its_code_and_changes_nothing(
            String field, String value, String code, int status) {
        String donation = give(Api.donation(1_000));
        Balances before = Balances.now();
        String body =
                """
                {"kind":"REFUND","source":"bank","reference":"%s","amount":{"amount":1,"currency":"GBP"},"occurredOn":"%s"}\
                """
                        .formatted(UUID.randomUUID(), LocalDate.now())
                        .replaceFirst(
                                "\"" + field + "\":(\\{[^}]*}|\"[^\"]*\"|null)",
                                Matcher.quoteReplacement("\"" + field + "\":" + value));
        Api.as(Api.MACHINE)
                .body(body)
                .post(reversals(donation))
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("instance", equalTo(reversals(donation)));
        assertThat(Balances.now()).isEqualTo(before);
    }

    @Test
    void what_is_not_known_is_said_and_only_machines_and_finance_may() {
        String unknown = UUID.randomUUID().toString();
        reverse(unknown, Api.reversal(1)).statusCode(404).body("code", equalTo("unknown-donation"));
        String donation = give(Api.donation(1_000));
        Api.as(Api.FIN)
                .get(reversals(donation) + "/" + unknown)
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-reversal"));
        Api.post(
                        Tokens.person("olive").roles("campaign-organiser"),
                        reversals(donation),
                        Api.reversal(1))
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
    }
}
