package org.assemble.ledger.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.UUID;
import org.assemble.ledger.Api;
import org.assemble.ledger.Balances;
import org.assemble.ledger.Neighbours;
import org.assemble.testkit.RealParts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The books are one, so what a test closes it reopens; its months are long past, where nothing
/// else is posted.
@QuarkusTest
@WithTestResource(RealParts.class)
class PeriodResourceTest {

    private static final String PERIODS = "/api/v1/ledger/periods";

    private static ValidatableResponse close(String month) {
        return Api.post(Api.FIN, PERIODS + "/" + month + "/closure", null);
    }

    private static ValidatableResponse reopen(String month) {
        return Api.post(
                Api.AMAL,
                PERIODS + "/" + month + "/reopening",
                Map.of("reason", "a bank line was missed"));
    }

    private static void refused(ValidatableResponse response, int status, String code) {
        response.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
    }

    @AfterEach
    void reopenAll() {
        reopen("2021-04");
        reopen("2021-03");
        Api.as(Api.FIN).get(PERIODS).then().statusCode(200).body("closedUntil", equalTo(null));
    }

    private static String give(UUID campaign, String day) {
        return Api.post(
                        Api.MACHINE,
                        "/api/v1/ledger/donations",
                        Api.with(
                                Api.with(Api.donation(1_000), "campaignId", campaign),
                                "receivedOn",
                                day))
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static long owed(UUID campaign, String asOf) {
        return Balances.asked("?asOf=" + asOf).of("campaign-payable:" + campaign);
    }

    @Test
    void nothing_is_posted_into_a_closed_month_and_what_is_told_late_keeps_its_own_day() {
        UUID campaign = Neighbours.agreedCampaign();
        give(campaign, "2021-03-10");
        close("2021-03").statusCode(200).body("state", equalTo("closed"));
        Balances march = Balances.asked("?asOf=2021-03-31");
        String late = give(campaign, "2021-03-20");
        close("2021-04").statusCode(200);
        String later = give(campaign, "2021-03-21");
        Api.post(
                        Api.MACHINE,
                        "/api/v1/ledger/donations/" + late + "/reversals",
                        Api.with(Api.reversal(500), "occurredOn", "2021-03-25"))
                .statusCode(201);

        assertThat(Balances.asked("?asOf=2021-03-31").pence()).isEqualTo(march.pence());
        assertThat(owed(campaign, "2021-04-30")).isEqualTo(1_600);
        assertThat(owed(campaign, "2021-05-01")).isEqualTo(2_000);
        Api.as(Api.FIN)
                .get("/api/v1/ledger/campaigns/{id}/statement", campaign)
                .then()
                .statusCode(200)
                .body("items", hasSize(4))
                .body("items[1].subject", equalTo("donation:" + late))
                .body("items[1].occurred", equalTo("2021-03-20"))
                .body("items[1].effective", equalTo("2021-04-01"))
                .body("items[2].subject", equalTo("donation:" + later))
                .body("items[2].effective", equalTo("2021-05-01"))
                .body("items[3].occurred", equalTo("2021-03-25"));
    }

    /// In March, which is open again, nothing of it had come: the bank would hold less than
    /// nothing.
    @Test
    void M7_nothing_goes_back_before_it_came_where_a_month_was_reopened_in_between() {
        UUID campaign = Neighbours.agreedCampaign();
        close("2021-03").statusCode(200);
        String late = give(campaign, "2021-03-20");
        reopen("2021-03").statusCode(200);
        String reversals = "/api/v1/ledger/donations/" + late + "/reversals";
        Api.post(Api.MACHINE, reversals, Api.with(Api.reversal(400), "occurredOn", "2021-03-25"))
                .statusCode(201);
        Api.post(Api.MACHINE, reversals, Api.with(Api.reversal(600), "occurredOn", "2021-04-02"))
                .statusCode(201);

        Api.as(Api.FIN)
                .get("/api/v1/ledger/campaigns/{id}/statement", campaign)
                .then()
                .statusCode(200)
                .body("items.occurred", contains("2021-03-20", "2021-03-25", "2021-04-02"))
                .body("items.effective", contains("2021-04-01", "2021-04-01", "2021-04-02"))
                .body("items.balance.amount", contains(800, 480, 0));
    }

    @Test
    void a_reopened_month_takes_facts_again() {
        UUID campaign = Neighbours.agreedCampaign();
        close("2021-03").statusCode(200);
        reopen("2021-03")
                .statusCode(200)
                .body("state", equalTo("open"))
                .body("steps[-1].step", equalTo("reopened"))
                .body("steps[-1].reason", equalTo("a bank line was missed"));
        give(campaign, "2021-03-20");
        assertThat(owed(campaign, "2021-03-31")).isEqualTo(800);
        Api.as(Api.FIN)
                .get(PERIODS)
                .then()
                .statusCode(200)
                .body("items.find { it.month == '2021-03' }.state", equalTo("open"));
    }

    @Test
    void bad_input_gets_its_code() {
        refused(close(YearMonth.now().toString()), 409, "period-not-past");
        refused(close(YearMonth.now().plusYears(50).toString()), 409, "period-not-past");
        refused(close("2021-13"), 400, "malformed-request");
        refused(close("March"), 400, "malformed-request");
        refused(reopen("2021-03"), 409, "period-not-closed");
        close("2021-03").statusCode(200);
        refused(close("2021-03"), 409, "period-already-closed");
        refused(close("2021-05"), 409, "period-out-of-order");
        close("2021-04").statusCode(200);
        refused(reopen("2021-03"), 409, "period-out-of-order");
        Map<String, String> reason = Map.of("reason", "a slip");
        refused(
                Api.post(Api.FIN, PERIODS + "/2021-04/reopening", reason),
                409,
                "reopener-is-closer");
        refused(
                Api.post(Api.AMAL, PERIODS + "/2021-04/reopening", Map.of("reason", " ")),
                400,
                "malformed-request");
        refused(Api.post(Api.NORA, PERIODS + "/2021-04/reopening", reason), 403, "not-allowed");
        refused(Api.as(Api.MACHINE).get(PERIODS).then(), 403, "not-allowed");
    }

    @Test
    void the_same_request_again_closes_nothing_more() {
        String key = UUID.randomUUID().toString();
        Api.post(Api.FIN, key, PERIODS + "/2021-03/closure", null).statusCode(200);
        Api.post(Api.FIN, key, PERIODS + "/2021-03/closure", null)
                .statusCode(200)
                .header("Idempotency-Replayed", equalTo("true"));
        Api.as(Api.FIN)
                .get(PERIODS)
                .then()
                .body("closedUntil", equalTo(LocalDate.of(2021, 3, 31).toString()));
    }
}
