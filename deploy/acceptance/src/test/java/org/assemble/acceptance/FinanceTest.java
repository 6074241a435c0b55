package org.assemble.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What finance and the national team do to the books through the gateway: take back, decide from a
/// day on, close and reopen a month.
@ExtendWith(WholePlatform.class)
class FinanceTest {

    private static final String LEDGER = "/api/v1/ledger/";
    private static final LocalDate TODAY = LocalDate.now();

    private static ValidatableResponse post(String person, String path, Object body) {
        return People.post(person, LEDGER + path, body).then();
    }

    private static Map<String, Object> money(long pence) {
        return Map.of("amount", pence, "currency", "GBP");
    }

    private static Map<String, Object> donation(long pence, LocalDate receivedOn) {
        return Map.of(
                "source",
                "bank",
                "reference",
                UUID.randomUUID().toString(),
                "amount",
                money(pence),
                "receivedOn",
                receivedOn.toString());
    }

    private static String given(long pence, LocalDate receivedOn) {
        return post("fin", "donations", donation(pence, receivedOn))
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static JsonPath read(String path) {
        return People.get("fin", LEDGER + path).then().statusCode(200).extract().jsonPath();
    }

    private static long income(LocalDate asOf) {
        return read("accounts/national-income/balance?asOf=" + asOf).getLong("balance.amount");
    }

    @Test
    void M7_M10_what_goes_back_is_taken_from_the_books_once() {
        String donation = given(5_000, TODAY);
        long before = income(TODAY);
        Map<String, Object> reversal =
                Map.of(
                        "kind",
                        "REFUND",
                        "amount",
                        money(1_500),
                        "occurredOn",
                        TODAY.toString(),
                        "source",
                        "bank",
                        "reference",
                        UUID.randomUUID().toString());
        String reversals = "donations/" + donation + "/reversals";
        post("fin", reversals, reversal).statusCode(201).body("left.amount", equalTo(3_500));
        post("fin", reversals, reversal).statusCode(201).header("Idempotency-Replayed", "true");
        assertThat(income(TODAY)).isEqualTo(before - 1_500);
        Map<String, Object> tooMuch = new HashMap<>(reversal);
        tooMuch.put("reference", UUID.randomUUID().toString());
        tooMuch.put("amount", money(3_501));
        post("fin", reversals, tooMuch)
                .statusCode(422)
                .body("code", equalTo("reversal-exceeds-donation"));
        post("olive", reversals, tooMuch).statusCode(403);
        assertThat(read("donations/" + donation).getLong("left.amount")).isEqualTo(3_500);
    }

    @Test
    void a_policy_holds_from_its_day_and_rewrites_no_earlier_one() {
        Map<String, Object> lower =
                Map.of(
                        "policy",
                        "donation-limit-pence",
                        "validFrom",
                        TODAY.toString(),
                        "value",
                        50_000_00);
        post("fin", "policies", lower).statusCode(403);
        Map<String, Object> inThePast = new HashMap<>(lower);
        inThePast.put("validFrom", TODAY.minusDays(1).toString());
        post("nadia", "policies", inThePast)
                .statusCode(422)
                .body("code", equalTo("policy-in-past"));
        Map<String, Object> higherLater = new HashMap<>(lower);
        higherLater.put("validFrom", TODAY.plusDays(1).toString());
        higherLater.put("value", 90_000_00);
        post("nadia", "policies", lower).statusCode(201).body("value", equalTo(50_000_00));
        post("nadia", "policies", higherLater).statusCode(201).body("value", equalTo(50_000_00));
        post("fin", "donations", donation(60_000_00, TODAY))
                .statusCode(422)
                .body("code", equalTo("amount-above-limit"));
        given(60_000_00, TODAY.minusDays(1));
        assertThat(read("policies/donation-limit-pence").getList("decisions.value", Integer.class))
                .endsWith(50_000_00, 90_000_00);
    }

    @Test
    void M8_nothing_is_posted_into_a_closed_month_until_another_person_reopens_it() {
        LocalDate inMarch = LocalDate.of(2021, 3, 20);
        LocalDate endOfMarch = LocalDate.of(2021, 3, 31);
        given(1_000, inMarch);
        long march = income(endOfMarch);
        post("fin", "periods/2021-03/closure", "").statusCode(200).body("state", equalTo("closed"));
        given(200, inMarch);
        assertThat(income(endOfMarch)).isEqualTo(march);
        assertThat(income(LocalDate.of(2021, 4, 1))).isEqualTo(march + 200);

        Map<String, String> reason = Map.of("reason", "a line of the bank was missed");
        post("fin", "periods/2021-03/reopening", reason)
                .statusCode(409)
                .body("code", equalTo("reopener-is-closer"));
        post("amal", "periods/2021-03/reopening", reason)
                .statusCode(200)
                .body("state", equalTo("open"));
        given(30, inMarch);
        assertThat(income(endOfMarch))
                .as("what counted in April stays there")
                .isEqualTo(march + 30);
    }
}
