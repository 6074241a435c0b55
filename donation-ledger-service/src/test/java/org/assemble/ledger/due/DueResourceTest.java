package org.assemble.ledger.due;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.ledger.Api;
import org.assemble.ledger.Balances;
import org.assemble.ledger.Neighbours;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealParts.class)
class DueResourceTest {

    private static final String DUE = "/api/v1/ledger/due";

    private static JsonPath due(String query) {
        return Api.as(Api.FIN).get(DUE + query).then().statusCode(200).extract().jsonPath();
    }

    private static void give(UUID campaign, long pence) {
        Api.post(
                        Api.MACHINE,
                        "/api/v1/ledger/donations",
                        Api.with(Api.donation(pence), "campaignId", campaign))
                .statusCode(201);
    }

    private static String post(Tokens who, String path, Object body) {
        return Api.post(who, path, body).extract().path("id");
    }

    @Test
    void M3_what_is_owed_waits_for_bank_details_or_for_a_payout_run() {
        UUID campaign = Neighbours.agreedCampaign();
        give(campaign, 1_000);
        String before = "?knownAt=" + Balances.now().position();
        JsonPath waiting = due(before);
        assertThat(owed(waiting, "owedWithoutBankDetails", campaign)).isEqualTo(800);
        assertThat(waiting.getList("owed.campaignId")).doesNotContain(campaign.toString());
        String details = "/api/v1/ledger/campaigns/" + campaign + "/bank-details";
        Api.as(Api.organiserOf(campaign))
                .body(
                        Map.of(
                                "accountName",
                                "Campaign",
                                "sortCode",
                                "08-99-99",
                                "accountNumber",
                                "66374958"))
                .put(details)
                .then()
                .statusCode(200);
        Api.post(Api.FIN, details + "/confirmation", null).statusCode(200);
        assertThat(owed(due(""), "owed", campaign)).isEqualTo(800);

        String run = post(Api.FIN, "/api/v1/ledger/payout-runs", null);
        String path = "/api/v1/ledger/payout-runs/" + run;
        assertThat(waitsFor("payoutRuns", "runId", run)).isEqualTo("approval");
        Api.post(Api.AMAL, path + "/approval", null).statusCode(200);
        assertThat(waitsFor("payoutRuns", "runId", run)).isEqualTo("release");
        Api.post(Api.FIN, path + "/cancellation", Map.of("reason", "a test")).statusCode(200);
        assertThat(waitsFor("payoutRuns", "runId", run)).isNull();
        assertThat(due(before).getMap("")).isEqualTo(waiting.getMap(""));
    }

    @Test
    void M4_an_invoice_is_due_until_it_is_paid() {
        UUID campaign = Neighbours.agreedCampaign();
        String invoice =
                post(
                        Api.organiserOf(campaign),
                        "/api/v1/ledger/invoices",
                        Api.invoice(campaign, 45_000));
        assertThat(waitsFor("invoices", "invoiceId", invoice)).isEqualTo("approval");
        Api.post(Api.AMAL, "/api/v1/ledger/invoices/" + invoice + "/approval", null)
                .statusCode(200);
        assertThat(waitsFor("invoices", "invoiceId", invoice)).isEqualTo("payment");
        assertThat(table())
                .contains("\r\ninvoice," + invoice + "," + campaign + ",45000,payment\r\n");
        String yesterday = LocalDate.now().minusDays(1).toString();
        Api.post(
                        Api.FIN,
                        "/api/v1/ledger/invoices/" + invoice + "/payment",
                        Map.of("paidOn", yesterday, "bankReference", "FP-1"))
                .statusCode(200);
        assertThat(waitsFor("invoices", "invoiceId", invoice)).isNull();
        // Paid on a day before it was submitted: it waits on neither of the two days, nor between.
        for (String asOf : List.of("", "?asOf=" + yesterday, "?asOf=" + LocalDate.now())) {
            assertThat(due(asOf).getList("invoices.invoiceId")).doesNotContain(invoice);
        }
        assertThat(table()).doesNotContain(invoice);
    }

    private static String table() {
        return Api.as(Api.FIN)
                .accept("text/csv")
                .get(DUE)
                .then()
                .statusCode(200)
                .body(startsWith("what,id,campaignId,amountPence,waitsFor\r\n"))
                .extract()
                .asString();
    }

    @Test
    void M3_the_next_payout_day_is_never_past() {
        LocalDate day = LocalDate.parse(due("").getString("nextPayoutDay"));
        assertThat(day).isBetween(LocalDate.now(), LocalDate.now().plusDays(6));
        assertThat(due("?asOf=2026-11-02").getString("nextPayoutDay")).isEqualTo("2026-11-06");
        assertThat(day.getDayOfWeek()).isEqualTo(DayOfWeek.FRIDAY);
    }

    /// Half past eleven at night in UTC is the next legal day in summer.
    @Test
    void M8_without_a_day_it_is_the_moments_own_legal_day_and_is_told() {
        JsonPath then = due("?knownAt=2024-06-30T23:30:00Z");
        assertThat(then.getString("asOf")).isEqualTo("2024-07-01");
        assertThat(then.getString("nextPayoutDay")).isEqualTo("2024-07-05");
        assertThat(due("?knownAt=2024-07-12T12:00:00Z").getString("nextPayoutDay"))
                .isEqualTo("2024-07-12");
        Api.as(Api.FIN)
                .accept("text/csv")
                .get(DUE + "?asOf=2026-11-02")
                .then()
                .statusCode(200)
                .header("Ledger-As-Of", "2026-11-02");
    }

    @Test
    void what_is_due_is_finances_to_know_as_a_table_too() {
        Api.as(Api.coordinatorOf(Neighbours.REGION))
                .get(DUE)
                .then()
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
        UUID campaign = Neighbours.agreedCampaign();
        give(campaign, 1_000);
        assertThat(table()).contains("\r\nowed,," + campaign + ",800,bank details\r\n");
    }

    private static long owed(JsonPath due, String list, UUID campaign) {
        return due.getLong(list + ".find { it.campaignId == '" + campaign + "' }.owed.amount");
    }

    private static String waitsFor(String list, String id, String wanted) {
        List<Map<String, Object>> found = due("").getList(list);
        return found.stream()
                .filter(one -> one.get(id).equals(wanted))
                .map(one -> (String) one.get("waitsFor"))
                .findFirst()
                .orElse(null);
    }
}
