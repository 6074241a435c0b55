package org.assemble.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;

/// From a confirmed agreement to a settled payout, as the ledger sees it: its own part of the
/// agreement's story.
@QuarkusTest
@WithTestResource(RealParts.class)
class StoryTest {

    private static final long[] PLEDGES = {1_000, 1_000, 1_000, 1_000, 1_000, 2_000, 2_000, 3_000};

    private final List<Asked> asked = new ArrayList<>();

    /// A request and its answer, to be repeated.
    private record Asked(
            Tokens who, String key, String path, Object body, int status, String answer) {}

    @Test
    void the_books_come_out_to_the_penny_and_a_second_story_adds_the_same_again() {
        UUID first = play();
        repeatingAnyRequestChangesNothing();
        UUID second = play();
        assertThat(second).isNotEqualTo(first);
    }

    /// @return the campaign
    private UUID play() {
        Balances before = Balances.now();
        UUID campaign = Neighbours.agreedCampaign();
        List<UUID> mandates = Neighbours.pledges(campaign, PLEDGES);
        post(Api.MACHINE, "/api/v1/ledger/donations", Api.donation(100_000))
                .body("fund", equalTo("national"))
                .body("nationalShare.amount", equalTo(100_000));
        bankDetails(campaign);
        Neighbours.launch(campaign);
        invoice(campaign);
        firstPayments(campaign, mandates);
        payout(campaign);

        Balances after = Balances.now();
        assertThat(after.since(before, "bank")).isEqualTo(45_400);
        assertThat(after.of("campaign-payable:" + campaign)).isZero();
        assertThat(after.of("payout-in-transit:" + campaign)).isZero();
        assertThat(after.since(before, "national-income")).isEqualTo(102_400);
        assertThat(after.of("match-cost:" + campaign)).isEqualTo(12_000);
        assertThat(after.of("startup-cost:" + campaign)).isEqualTo(45_000);
        assertThat(after.of("supplier-payable:" + campaign)).isZero();
        assertSummary(campaign);
        assertStatement(campaign);
        assertAsOf(before, after);
        return campaign;
    }

    private void bankDetails(UUID campaign) {
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
                .statusCode(200)
                .body("state", equalTo("waiting"));
        post(Api.FIN, path + "/confirmation", null).body("state", equalTo("confirmed"));
    }

    private void invoice(UUID campaign) {
        String id =
                post(
                                Api.organiserOf(campaign),
                                "/api/v1/ledger/invoices",
                                Api.invoice(campaign, 45_000))
                        .body("state", equalTo("submitted"))
                        .extract()
                        .path("id");
        post(Api.AMAL, "/api/v1/ledger/invoices/" + id + "/approval", null)
                .body("state", equalTo("approved"));
        post(
                        Api.FIN,
                        "/api/v1/ledger/invoices/" + id + "/payment",
                        Map.of("paidOn", today(), "bankReference", "FP-1"))
                .body("state", equalTo("paid"));
    }

    /// The launch may be heard of before or after any of them: each is matched, at once or then.
    private void firstPayments(UUID campaign, List<UUID> mandates) {
        for (int i = 0; i < PLEDGES.length; i++) {
            post(Api.MACHINE, "/api/v1/ledger/donations", Api.payment(mandates.get(i), PLEDGES[i]))
                    .body("fund", equalTo("campaign"))
                    .body("campaignShare.amount", equalTo((int) (PLEDGES[i] * 8 / 10)));
        }
        Soon.holds(
                () -> assertThat(summary(campaign).getLong("match.used.amount")).isEqualTo(12_000));
    }

    private void payout(UUID campaign) {
        String id =
                post(Api.FIN, "/api/v1/ledger/payout-runs", null)
                        .body("state", equalTo("proposed"))
                        .body("lines.campaignId", hasItem(campaign.toString()))
                        .body("total.amount", equalTo(21_600))
                        .extract()
                        .path("id");
        String run = "/api/v1/ledger/payout-runs/" + id;
        post(Api.AMAL, run + "/approval", null).body("state", equalTo("approved"));
        String content =
                post(Api.FIN, run + "/release", null)
                        .body("controlTotal.amount", equalTo(21_600))
                        .body("payments", equalTo(1))
                        .extract()
                        .path("content");
        assertThat(content).startsWith("089999,66374958,Campaign,216.00,ASSEMBLE ");
        assertThat(Api.as(Api.FIN).get(run + "/file").then().statusCode(200).extract().asString())
                .isEqualTo(content);
        post(Api.FIN, run + "/settlement", Map.of("settledOn", today(), "bankReference", "BACS-1"))
                .body("state", equalTo("settled"));
    }

    private void assertSummary(UUID campaign) {
        JsonPath summary = summary(campaign);
        assertThat(summary.getLong("raised.amount")).isEqualTo(12_000);
        assertThat(summary.getLong("assemblies[0].raised.amount")).isEqualTo(12_000);
        assertThat(summary.getLong("share.amount")).isEqualTo(9_600);
        assertThat(summary.getLong("match.left.amount")).isEqualTo(188_000);
        assertThat(summary.getLong("startup.left.amount")).isEqualTo(155_000);
        assertThat(summary.getLong("owed.amount")).isZero();
        assertThat(summary.getLong("paid.amount")).isEqualTo(21_600);
    }

    private void assertStatement(UUID campaign) {
        Api.as(Api.organiserOf(campaign))
                .get("/api/v1/ledger/campaigns/{id}/statement", campaign)
                .then()
                .statusCode(200)
                .body("opening.amount", equalTo(0))
                .body("items", hasSize(8 + 8 + 1))
                .body("items.kind", hasItems("share", "match", "payout"))
                .body("items[16].amount.amount", equalTo(-21_600))
                .body("items[16].balance.amount", equalTo(0))
                .body("closing.amount", equalTo(0));
    }

    private static void assertAsOf(Balances before, Balances after) {
        assertThat(Balances.asked("?knownAt=" + before.position())).isEqualTo(before);
        assertThat(Balances.asked("?asOf=" + today())).isEqualTo(after);
        assertThat(Balances.asked("?asOf=2020-01-01").pence()).isEmpty();
    }

    private void repeatingAnyRequestChangesNothing() {
        Balances before = Balances.now();
        for (Asked one : asked) {
            ValidatableResponse again = Api.post(one.who(), one.key(), one.path(), one.body());
            assertThat(again.statusCode(one.status()).extract().asString()).isEqualTo(one.answer());
            assertThat(again.extract().header("Idempotency-Replayed")).isEqualTo("true");
        }
        assertThat(Balances.now()).isEqualTo(before);
    }

    private static JsonPath summary(UUID campaign) {
        return Api.as(Api.FIN)
                .get("/api/v1/ledger/campaigns/{id}/summary", campaign)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private ValidatableResponse post(Tokens who, String path, Object body) {
        String key = UUID.randomUUID().toString();
        ValidatableResponse response = Api.post(who, key, path, body);
        int status = response.extract().statusCode();
        assertThat(status).as(response.extract().asString()).isBetween(200, 201);
        asked.add(new Asked(who, key, path, body, status, response.extract().asString()));
        return response;
    }

    private static String today() {
        return LocalDate.now().toString();
    }
}
