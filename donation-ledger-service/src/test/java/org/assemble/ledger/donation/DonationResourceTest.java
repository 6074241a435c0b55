package org.assemble.ledger.donation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import org.assemble.ledger.Api;
import org.assemble.ledger.Balances;
import org.assemble.ledger.Neighbours;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(RealParts.class)
class DonationResourceTest {

    private static final String DONATIONS = "/api/v1/ledger/donations";

    @Test
    void M1_a_general_donation_is_the_national_funds_and_can_be_looked_up() {
        var answer =
                Api.post(Api.MACHINE, DONATIONS, Api.donation(1_234))
                        .statusCode(201)
                        .body("fund", equalTo("national"))
                        .body("amount.amount", equalTo(1_234))
                        .body("campaignShare.amount", equalTo(0))
                        .body("nationalShare.amount", equalTo(1_234))
                        .body("matched.amount", equalTo(0))
                        .extract();
        String location = answer.header("Location");
        assertThat(location).endsWith(DONATIONS + "/" + answer.path("id"));
        Api.as(Api.FIN)
                .get(DONATIONS + "/{id}", answer.<String>path("id"))
                .then()
                .statusCode(200)
                .body("amount.amount", equalTo(1_234));
    }

    @Test
    void M1_a_gift_to_the_unit_is_its_own_funds_and_goes_back_from_it_in_parts() {
        Balances before = Balances.now();
        Map<String, Object> gift = Api.with(Api.donation(1_000), "fund", "unit");
        String id =
                Api.post(Api.MACHINE, DONATIONS, gift)
                        .statusCode(201)
                        .body("fund", equalTo("unit"))
                        .body("campaignShare.amount", equalTo(0))
                        .body("nationalShare.amount", equalTo(0))
                        .body("matched.amount", equalTo(0))
                        .body("campaignId", nullValue())
                        .extract()
                        .path("id");
        assertUnitHas(before, 1_000);
        String reversals = DONATIONS + "/" + id + "/reversals";
        Api.post(Api.FIN, reversals, Api.reversal(400))
                .statusCode(201)
                .body("left.amount", equalTo(600))
                .body("nationalShare.amount", equalTo(0));
        assertUnitHas(before, 600);
        Api.post(Api.FIN, reversals, Api.reversal(600)).statusCode(201);
        assertUnitHas(before, 0);
        Api.as(Api.FIN)
                .get("/api/v1/ledger/accounts/unit-fund/statement?limit=200")
                .then()
                .statusCode(200)
                .body("items.subject", hasItem("donation:" + id));
    }

    private static void assertUnitHas(Balances before, long pence) {
        Balances now = Balances.now();
        assertThat(now.since(before, "unit-fund")).isEqualTo(pence);
        assertThat(now.since(before, "bank")).isEqualTo(pence);
        assertThat(now.since(before, "national-income")).isZero();
        Number shown =
                Api.as(Api.FIN)
                        .get("/api/v1/ledger/funds?knownAt=" + now.position())
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("unit.amount");
        assertThat(shown.longValue()).isEqualTo(now.of("unit-fund"));
    }

    @Test
    void M1_a_gift_to_the_unit_that_names_a_campaign_or_a_mandate_is_refused() {
        UUID campaign = Neighbours.agreedCampaign();
        UUID mandate = Neighbours.pledges(campaign, 1_000).getFirst();
        Balances before = Balances.now();
        for (Map<String, Object> other :
                List.of(
                        Api.with(Api.donation(100), "campaignId", campaign),
                        Api.payment(mandate, 100),
                        Api.with(Api.payment(mandate, 100), "campaignId", campaign))) {
            Api.post(Api.MACHINE, DONATIONS, Api.with(other, "fund", "unit"))
                    .statusCode(422)
                    .contentType("application/problem+json")
                    .body("code", equalTo("unit-gift-not-alone"));
        }
        Api.post(Api.MACHINE, DONATIONS, Api.with(Api.donation(100), "fund", "national"))
                .statusCode(400)
                .body("code", equalTo("malformed-request"))
                .body("errors[0].pointer", equalTo("/fund"));
        assertThat(Balances.now()).isEqualTo(before);
    }

    @Test
    void M10_a_reference_of_a_gift_to_the_unit_stands_for_no_other_gift() {
        Map<String, Object> general = Api.donation(700);
        Map<String, Object> toUnit = Api.with(general, "fund", "unit");
        String id = Api.post(Api.MACHINE, DONATIONS, toUnit).statusCode(201).extract().path("id");
        Api.post(Api.MACHINE, DONATIONS, general)
                .statusCode(422)
                .body("code", equalTo("reference-reused"));
        Api.post(Api.MACHINE, DONATIONS, toUnit)
                .statusCode(201)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("id", equalTo(id));
    }

    @Test
    void the_same_key_again_gets_the_same_answer_and_another_body_is_refused() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> donation = Api.donation(500);
        String first =
                Api.post(Api.MACHINE, key, DONATIONS, donation)
                        .statusCode(201)
                        .header("Idempotency-Replayed", nullValue())
                        .extract()
                        .asString();
        String again =
                Api.post(Api.MACHINE, key, DONATIONS, donation)
                        .statusCode(201)
                        .header("Idempotency-Replayed", equalTo("true"))
                        .extract()
                        .asString();
        assertThat(again).isEqualTo(first);
        Api.post(Api.MACHINE, key, DONATIONS, Api.with(donation, "amount", Api.money(501)))
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
    }

    /// Keys of donations held the answer itself until V5.
    @Test
    void an_answer_that_was_kept_with_its_key_is_still_given() throws Exception {
        Map<String, Object> donation = Api.donation(500);
        String answer =
                Api.post(Api.MACHINE, DONATIONS, donation).statusCode(201).extract().asString();
        String kept = answer.replace("\"amount\":500", "\"amount\":499");
        try (Connection connection = RealParts.connect("test");
                PreparedStatement update =
                        connection.prepareStatement(
                                "update command_key set answer = ?, position = null where key = ?")) {
            update.setString(1, kept);
            update.setString(2, "donation:bank:" + donation.get("reference"));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
        Api.as(Api.MACHINE)
                .body(donation)
                .post(DONATIONS)
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body("amount.amount", equalTo(499));
    }

    @Test
    void the_same_key_of_another_caller_names_another_request() {
        String key = UUID.randomUUID().toString();
        String one =
                Api.post(Api.MACHINE, key, DONATIONS, Api.donation(500))
                        .statusCode(201)
                        .extract()
                        .path("id");
        String other =
                Api.post(Api.FIN, key, DONATIONS, Api.donation(500))
                        .statusCode(201)
                        .extract()
                        .path("id");
        assertThat(other).isNotEqualTo(one);
    }

    @Test
    void M10_the_same_payment_told_twice_counts_once_under_whichever_key() {
        Map<String, Object> donation = Api.donation(700);
        String first =
                Api.post(Api.MACHINE, DONATIONS, donation).statusCode(201).extract().path("id");
        Balances before = Balances.now();
        String secondKey = UUID.randomUUID().toString();
        Api.post(Api.FIN, secondKey, DONATIONS, donation)
                .statusCode(201)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("id", equalTo(first));
        Api.as(Api.MACHINE)
                .body(donation)
                .post(DONATIONS)
                .then()
                .statusCode(201)
                .body("id", equalTo(first));
        Api.post(Api.FIN, secondKey, DONATIONS, Api.donation(700))
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
        assertThat(Balances.now()).isEqualTo(before);
    }

    @Test
    void M10_a_reference_that_stands_for_another_donation_is_refused() {
        Map<String, Object> donation = Api.donation(700);
        Api.post(Api.MACHINE, DONATIONS, donation).statusCode(201);
        Api.post(Api.MACHINE, DONATIONS, Api.with(donation, "amount", Api.money(701)))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("reference-reused"))
                .body("type", equalTo("/api/problems/ledger/reference-reused"))
                .body("errors[0].pointer", equalTo("/reference"));
    }

    @Test
    void a_refused_request_uses_up_neither_key_nor_reference() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> donation = Api.donation(700);
        Api.post(Api.MACHINE, key, DONATIONS, Api.with(donation, "campaignId", UUID.randomUUID()))
                .statusCode(404);
        Api.post(Api.MACHINE, key, DONATIONS, donation).statusCode(201);
    }

    @Test
    void M2_a_donation_for_a_named_campaign_is_shared() {
        UUID campaign = Neighbours.agreedCampaign();
        Api.post(Api.MACHINE, DONATIONS, Api.with(Api.donation(1_001), "campaignId", campaign))
                .statusCode(201)
                .body("fund", equalTo("campaign"))
                .body("campaignShare.amount", equalTo(801))
                .body("nationalShare.amount", equalTo(200))
                .body("matched.amount", equalTo(0));
    }

    @ParameterizedTest(name = "{0} = {1}: {3} {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    amount      | {"amount":0,"currency":"GBP"}        | amount-not-positive | 422
                    amount      | {"amount":-1,"currency":"GBP"}       | amount-not-positive | 422
                    amount      | {"amount":0.5,"currency":"GBP"}      | not-whole-pence     | 422
                    amount      | {"amount":100000001,"currency":"GBP"}| amount-above-limit  | 422
                    amount      | {"amount":99999999999999999999,"currency":"GBP"} | not-whole-pence | 422
                    amount      | {"amount":100,"currency":"EUR"}      | wrong-currency      | 422
                    amount      | {"amount":"100","currency":"GBP"}    | malformed-request   | 400
                    amount      | {"currency":"GBP"}                   | malformed-request   | 400
                    amount      | null                                 | malformed-request   | 400
                    receivedOn  | "2199-12-31"                         | date-in-future      | 422
                    receivedOn  | "2026-02-30"                         | malformed-request   | 400
                    receivedOn  | null                                 | malformed-request   | 400
                    source      | "The Bank"                           | malformed-request   | 400
                    reference   | ""                                   | malformed-request   | 400
                    reference   | "a\\u0000b"                          | malformed-request   | 400
                    mandateId   | "c0ffee00-0000-4000-8000-000000000000" | unknown-mandate   | 404
                    mandateId   | "no-id"                              | malformed-request   | 400
                    campaignId  | "c0ffee00-0000-4000-8000-000000000000" | unknown-campaign  | 404
                    """)
    void bad_input_gets_its_code_and_changes_nothing(
            String field, String value, String code, int status) {
        Balances before = Balances.now();
        Api.as(Api.MACHINE)
                .body(body(field, value))
                .post(DONATIONS)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("instance", equalTo(DONATIONS));
        assertThat(Balances.now()).isEqualTo(before);
    }

    private static String body(String field, String value) {
        String body =
                """
                {"source":"bank","reference":"%s","amount":{"amount":100,"currency":"GBP"},"receivedOn":"%s"%s}\
                """
                        .formatted(
                                UUID.randomUUID(),
                                LocalDate.now(),
                                ",\"mandateId\":null,\"campaignId\":null");
        return body.replaceFirst(
                "\"" + field + "\":(\\{[^}]*}|\"[^\"]*\"|null)",
                Matcher.quoteReplacement("\"" + field + "\":" + value));
    }

    @Test
    void a_campaign_that_has_not_agreed_takes_no_money() {
        UUID campaign = Neighbours.registeredCampaign();
        Api.post(Api.MACHINE, DONATIONS, Api.with(Api.donation(100), "campaignId", campaign))
                .statusCode(409)
                .body("code", equalTo("campaign-not-agreed"));
    }

    @Test
    void a_mandate_is_its_donors_and_its_campaigns() {
        UUID campaign = Neighbours.agreedCampaign();
        UUID mandate = Neighbours.pledges(campaign, 1_000).getFirst();
        Api.post(
                        Api.MACHINE,
                        DONATIONS,
                        Api.with(Api.payment(mandate, 100), "donorId", UUID.randomUUID()))
                .statusCode(422)
                .body("code", equalTo("donor-not-of-mandate"));
        Api.post(
                        Api.MACHINE,
                        DONATIONS,
                        Api.with(Api.payment(mandate, 100), "campaignId", UUID.randomUUID()))
                .statusCode(422)
                .body("code", equalTo("campaign-not-of-mandate"));
    }

    @Test
    void only_machines_and_finance_tell_of_donations() {
        Map<String, Object> donation = Api.donation(100);
        RestAssured.given()
                .contentType(ContentType.JSON)
                .body(donation)
                .post(DONATIONS)
                .then()
                .statusCode(401)
                .body("code", equalTo("not-signed-in"));
        Api.post(Tokens.person("olive").roles("campaign-organiser"), DONATIONS, donation)
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
        Api.post(Tokens.person("machine").roles("service").expired(), DONATIONS, donation)
                .statusCode(401)
                .body("code", equalTo("token-expired"));
    }

    @Test
    void a_body_that_is_no_json_or_too_large_is_refused() {
        Api.as(Api.MACHINE)
                .body("{\"source\":")
                .post(DONATIONS)
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-request"));
        Api.as(Api.MACHINE)
                .body("{\"source\":\"" + "x".repeat(2_000_000) + "\"}")
                .post(DONATIONS)
                .then()
                .statusCode(413);
    }
}
