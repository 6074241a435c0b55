package org.assemble.ledger.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assemble.ledger.Api;
import org.assemble.ledger.Balances;
import org.assemble.ledger.Neighbours;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;

/// What is set for everyone from today is set back before a test ends: of two decisions for one day
/// the later counts.
@QuarkusTest
@WithTestResource(RealParts.class)
class PolicyResourceTest {

    private static final String POLICIES = "/api/v1/ledger/policies";

    private static Map<String, Object> policy(
            String name, UUID campaign, LocalDate from, long value) {
        Map<String, Object> policy = new HashMap<>();
        policy.put("policy", name);
        policy.put("campaignId", campaign);
        policy.put("validFrom", from.toString());
        policy.put("value", value);
        return policy;
    }

    private static ValidatableResponse set(String name, UUID campaign, LocalDate from, long value) {
        return Api.post(Api.NORA, POLICIES, policy(name, campaign, from, value));
    }

    private static void refused(ValidatableResponse response, int status, String code) {
        response.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
    }

    @Test
    void a_policy_is_set_from_a_day_on_and_its_history_is_kept() {
        LocalDate from = LocalDate.of(2098, 1, 1);
        ValidatableResponse answer =
                set("payout-rhythm-weeks", null, from, 2)
                        .statusCode(201)
                        .body("policy", equalTo("payout-rhythm-weeks"))
                        .body("value", equalTo(1))
                        .body("decisions.validFrom", hasItem("2098-01-01"));
        Api.as(Api.organiserOf(UUID.randomUUID()))
                .get(answer.extract().header("Location"))
                .then()
                .statusCode(200)
                .body("value", equalTo(1))
                .body("decisions[0].setBy", equalTo(null))
                .body("decisions.value", hasItem(2));
        Api.as(Api.FIN).get(POLICIES).then().statusCode(200).body("items", hasSize(7));
    }

    @Test
    void M2_a_new_share_counts_from_its_day_and_never_rewrites_the_past() {
        UUID campaign = Neighbours.agreedCampaign();
        LocalDate today = LocalDate.now();
        try {
            share(campaign, today).body("campaignShare.amount", equalTo(800));
            set("campaign-share-basis-points", null, today, 5_000).statusCode(201);
            share(campaign, today).body("campaignShare.amount", equalTo(500));
            share(campaign, today.minusDays(1)).body("campaignShare.amount", equalTo(800));
        } finally {
            set("campaign-share-basis-points", null, today, 8_000).statusCode(201);
        }
        share(campaign, today).body("campaignShare.amount", equalTo(800));
        Api.as(Api.FIN)
                .get("/api/v1/ledger/campaigns/{id}/summary", campaign)
                .then()
                .body("share.amount", equalTo(2_900));
    }

    private static ValidatableResponse share(UUID campaign, LocalDate received) {
        return Api.post(
                        Api.MACHINE,
                        "/api/v1/ledger/donations",
                        Api.with(
                                Api.with(Api.donation(1_000), "campaignId", campaign),
                                "receivedOn",
                                received.toString()))
                .statusCode(201);
    }

    @Test
    void M4_M5_a_campaign_can_have_caps_of_its_own() {
        UUID campaign = Neighbours.agreedCampaign();
        UUID other = Neighbours.agreedCampaign();
        set("startup-cap-pence", campaign, LocalDate.now(), 300_000)
                .statusCode(201)
                .body("value", equalTo(300_000))
                .body("ownDecisions", hasSize(1));
        Api.post(
                        Api.organiserOf(campaign),
                        "/api/v1/ledger/invoices",
                        Api.invoice(campaign, 300_000))
                .statusCode(201);
        refused(
                Api.post(
                        Api.organiserOf(other),
                        "/api/v1/ledger/invoices",
                        Api.invoice(other, 300_000)),
                422,
                "startup-cap-exceeded");
        Api.as(Api.FIN)
                .get("/api/v1/ledger/campaigns/{id}/summary", campaign)
                .then()
                .body("startup.left.amount", equalTo(300_000));
        Api.as(Api.FIN)
                .get(POLICIES + "/startup-cap-pence?campaignId=" + other)
                .then()
                .body("value", equalTo(200_000))
                .body("ownDecisions", hasSize(0));
        set("match-cap-pence", campaign, LocalDate.now(), 500).statusCode(201);
        Neighbours.launch(campaign);
        UUID mandate = Neighbours.pledges(campaign, 1_000).getFirst();
        Api.post(Api.MACHINE, "/api/v1/ledger/donations", Api.payment(mandate, 1_000))
                .statusCode(201);
        Soon.holds(() -> assertThat(Balances.now().of("match-cost:" + campaign)).isEqualTo(500));
    }

    @Test
    void a_campaigns_own_caps_are_for_who_sees_its_money() {
        UUID campaign = Neighbours.agreedCampaign();
        Tokens another = Api.organiserOf(UUID.randomUUID());
        for (String path : List.of(POLICIES, POLICIES + "/match-cap-pence")) {
            String ofCampaign = path + "?campaignId=" + campaign;
            for (Tokens person : List.of(Api.organiserOf(campaign), Api.FIN, Api.NORA)) {
                Api.as(person).get(ofCampaign).then().statusCode(200);
            }
            refused(Api.as(another).get(ofCampaign).then(), 403, "not-your-campaign");
            refused(
                    Api.as(Api.coordinatorOf("E12000007")).get(ofCampaign).then(),
                    403,
                    "not-your-region");
            Api.as(another).get(path).then().statusCode(200);
        }
    }

    @Test
    void M4_a_campaigns_own_cap_can_be_withdrawn_and_everyones_holds_for_it_again() {
        UUID campaign = Neighbours.agreedCampaign();
        LocalDate today = LocalDate.now();
        set("startup-cap-pence", campaign, today, 300_000).statusCode(201);
        withdraw("startup-cap-pence", campaign, today.plusDays(1))
                .statusCode(200)
                .body("value", equalTo(300_000))
                .body("ownDecisions", hasSize(2))
                .body("ownDecisions[1].value", equalTo(null));
        withdraw("startup-cap-pence", campaign, today)
                .statusCode(200)
                .body("value", equalTo(200_000));
        refused(
                Api.post(
                        Api.organiserOf(campaign),
                        "/api/v1/ledger/invoices",
                        Api.invoice(campaign, 200_001)),
                422,
                "startup-cap-exceeded");
        set("startup-cap-pence", campaign, today, 250_000)
                .statusCode(201)
                .body("value", equalTo(250_000));
        refused(withdraw("donation-limit-pence", campaign, today), 422, "policy-not-per-campaign");
        refused(withdraw("generosity", campaign, today), 404, "unknown-policy");
        refused(withdraw("match-cap-pence", UUID.randomUUID(), today), 404, "unknown-campaign");
        refused(withdraw("match-cap-pence", campaign, today.minusDays(1)), 422, "policy-in-past");
        refused(withdraw("match-cap-pence", null, today), 400, "malformed-request");
        refused(
                Api.post(
                        Api.FIN,
                        POLICIES + "/match-cap-pence/withdrawal",
                        Map.of("campaignId", campaign, "validFrom", today.toString())),
                403,
                "not-allowed");
    }

    private static ValidatableResponse withdraw(String policy, UUID campaign, LocalDate from) {
        Map<String, Object> withdrawal = new HashMap<>();
        withdrawal.put("campaignId", campaign);
        withdrawal.put("validFrom", from.toString());
        return Api.post(Api.NORA, POLICIES + "/" + policy + "/withdrawal", withdrawal);
    }

    @Test
    void the_donation_limit_that_a_donation_was_taken_by_stands_in_its_event() throws Exception {
        LocalDate today = LocalDate.now();
        try {
            set("donation-limit-pence", null, today, 5_000).statusCode(201);
            refused(
                    Api.post(Api.MACHINE, "/api/v1/ledger/donations", Api.donation(5_001)),
                    422,
                    "amount-above-limit");
            assertThat(limitOf(Api.donation(5_000))).isEqualTo(5_000);
        } finally {
            set("donation-limit-pence", null, today, 100_000_000).statusCode(201);
        }
        assertThat(limitOf(Api.donation(5_000))).isEqualTo(100_000_000);
    }

    private static long limitOf(Map<String, Object> donation) throws SQLException {
        String id =
                Api.post(Api.MACHINE, "/api/v1/ledger/donations", donation)
                        .statusCode(201)
                        .extract()
                        .path("id");
        try (Connection superuser = RealParts.connect("test");
                PreparedStatement query =
                        superuser.prepareStatement(
                                "select (data #>> '{gift,limitPence}')::bigint from event where stream = ?")) {
            query.setString(1, "donation:" + id);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Test
    void who_can_approve_is_a_policy() {
        UUID campaign = Neighbours.agreedCampaign();
        LocalDate today = LocalDate.now();
        String small = invoice(campaign, 50_000);
        String large = invoice(campaign, 50_001);
        refused(approve(small), 403, "approval-above-limit");
        try {
            set("approval-limit-pence", null, today, 50_000).statusCode(201);
            approve(small).statusCode(200).body("state", equalTo("approved"));
            refused(approve(large), 403, "approval-above-limit");
        } finally {
            set("approval-limit-pence", null, today, 0).statusCode(201);
        }
    }

    private static String invoice(UUID campaign, long pence) {
        return "/api/v1/ledger/invoices/"
                + Api.post(
                                Api.organiserOf(campaign),
                                "/api/v1/ledger/invoices",
                                Api.invoice(campaign, pence))
                        .statusCode(201)
                        .extract()
                        .path("id");
    }

    private static ValidatableResponse approve(String invoice) {
        return Api.post(Api.FIN, invoice + "/approval", null);
    }

    @Test
    void bad_input_gets_its_code() {
        LocalDate today = LocalDate.now();
        LocalDate far = LocalDate.of(2098, 1, 1);
        refused(set("generosity", null, far, 1), 404, "unknown-policy");
        refused(
                set("campaign-share-basis-points", null, far, 10_001),
                422,
                "policy-value-out-of-range");
        refused(
                set("campaign-share-basis-points", UUID.randomUUID(), far, 1),
                422,
                "policy-not-per-campaign");
        refused(set("match-cap-pence", UUID.randomUUID(), far, 1), 404, "unknown-campaign");
        refused(set("match-cap-pence", null, today.minusDays(1), 1), 422, "policy-in-past");
        refused(
                Api.post(
                        Api.NORA,
                        POLICIES,
                        Api.with(policy("match-cap-pence", null, far, 1), "value", 1.5)),
                400,
                "malformed-request");
        refused(
                Api.post(Api.FIN, POLICIES, policy("match-cap-pence", null, far, 1)),
                403,
                "not-allowed");
        refused(Api.as(Api.FIN).get(POLICIES + "/generosity").then(), 404, "unknown-policy");
        refused(Api.as(Api.MACHINE).get(POLICIES).then(), 403, "not-allowed");
    }
}
