package org.assemble.ledger.fund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.assemble.ledger.Api;
import org.assemble.ledger.Balances;
import org.assemble.ledger.Neighbours;
import org.assemble.testkit.Messages;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;

/// What the other services tell, over Kafka, and what the ledger tells them.
@QuarkusTest
@WithTestResource(RealParts.class)
class FundMessagesTest {

    private static final String DONATIONS = "/api/v1/ledger/donations";

    @Test
    void M6_money_that_comes_in_from_polling_day_on_is_the_movements() {
        UUID election = UUID.randomUUID();
        UUID campaign = UUID.randomUUID();
        Neighbours.call(election, LocalDate.now());
        Neighbours.register(campaign, election);
        Soon.holds(
                () -> assertThat(Neighbours.knows("campaigns/" + campaign + "/summary")).isTrue());
        Neighbours.agree(campaign);
        Balances before = Balances.now();
        Map<String, Object> donation = Api.with(Api.donation(1_000), "campaignId", campaign);
        Api.post(Api.MACHINE, DONATIONS, donation)
                .statusCode(201)
                .body("fund", equalTo("movement"))
                .body("nationalShare.amount", equalTo(0));
        Api.post(
                        Api.MACHINE,
                        DONATIONS,
                        Api.with(
                                Api.with(Api.donation(1_000), "campaignId", campaign),
                                "receivedOn",
                                LocalDate.now().minusDays(1).toString()))
                .statusCode(201)
                .body("fund", equalTo("campaign"));
        assertThat(Balances.now().since(before, "movement-fund")).isEqualTo(1_000);
    }

    @Test
    void M9_after_a_withdrawal_payments_are_the_national_funds_and_what_was_owed_stays() {
        UUID campaign = Neighbours.agreedCampaign();
        Map<String, Object> yesterdays =
                Api.with(
                        Api.with(Api.donation(1_000), "campaignId", campaign),
                        "receivedOn",
                        LocalDate.now().minusDays(1).toString());
        Api.post(Api.MACHINE, DONATIONS, yesterdays)
                .statusCode(201)
                .body("fund", equalTo("campaign"));
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
        assertThat(Balances.now().of("campaign-payable:" + campaign)).isGreaterThanOrEqualTo(800);
    }

    @Test
    void a_pledge_that_comes_before_its_campaign_waits_for_it() {
        UUID campaign = UUID.randomUUID();
        UUID mandate = Neighbours.pledge(campaign, UUID.randomUUID(), UUID.randomUUID(), 1_000);
        Neighbours.registeredCampaign(); // whatever was told before is taken by then, or waits
        Neighbours.register(campaign, UUID.randomUUID());
        Soon.holds(() -> assertThat(Neighbours.knows("mandates/" + mandate)).isTrue());
    }

    @Test
    void the_same_message_twice_has_one_effect() {
        UUID campaign = Neighbours.agreedCampaign();
        UUID id = UUID.randomUUID();
        UUID pledge = UUID.randomUUID();
        Map<String, Object> data =
                Map.of(
                        "pledgeId",
                        pledge,
                        "assemblyId",
                        UUID.randomUUID(),
                        "campaignId",
                        campaign,
                        "donorId",
                        UUID.randomUUID(),
                        "monthlyPence",
                        1_000,
                        "pledgedAt",
                        Instant.now());
        Messages.of("assembly").send("PledgeMade.v1", campaign, data, id, Instant.now());
        Messages.of("assembly").send("PledgeMade.v1", campaign, data, id, Instant.now());
        Neighbours.pledges(campaign, 500); // the last of the three
        Api.as(Api.organiserOf(campaign))
                .get("/api/v1/ledger/mandates?campaignId={id}", campaign)
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(2))
                .body("items[0].id", equalTo(pledge.toString()))
                .body("items[0].monthly.amount", equalTo(1_000))
                .body("items[0].state", equalTo("pledged"));
    }

    @Test
    void what_happens_to_the_money_is_told_on_the_topic() {
        UUID campaign = Neighbours.agreedCampaign();
        UUID mandate = Neighbours.pledges(campaign, 1_000).getFirst();
        String donation =
                Api.post(Api.MACHINE, DONATIONS, Api.payment(mandate, 1_000))
                        .statusCode(201)
                        .body("matched.amount", equalTo(0))
                        .extract()
                        .path("id");
        Neighbours.launch(campaign);
        Messages ledger = Messages.of("ledger");
        var recorded =
                ledger.await(
                        "DonationRecorded.v1",
                        data -> data.path("donationId").asText().equals(donation));
        assertThat(recorded.key()).isEqualTo(campaign.toString());
        assertThat(recorded.subject()).isEqualTo(donation);
        assertThat(recorded.data().path("campaignSharePence").asLong()).isEqualTo(800);
        var matched =
                ledger.await(
                        "DonationMatched.v1",
                        data -> data.path("donationId").asText().equals(donation));
        assertThat(matched.data().path("matchedPence").asLong()).isEqualTo(1_000);
        Api.as(Api.organiserOf(campaign))
                .get("/api/v1/ledger/campaigns/{id}/summary", campaign)
                .then()
                .statusCode(200)
                .body("match.used.amount", equalTo(1_000));
    }

    @Test
    void a_campaigns_money_is_seen_by_finance_its_organiser_and_its_regions_coordinator_only() {
        UUID campaign = Neighbours.agreedCampaign();
        String summary = "/api/v1/ledger/campaigns/" + campaign + "/summary";
        Tokens coordinator =
                Tokens.person("rosa").roles("regional-coordinator").region("E12000003");
        Tokens elsewhere = Tokens.person("ron").roles("regional-coordinator").region("E12000007");
        for (Tokens who :
                new Tokens[] {Api.FIN, Api.AMAL, Api.organiserOf(campaign), coordinator}) {
            Api.as(who).get(summary).then().statusCode(200);
            Api.as(who)
                    .get("/api/v1/ledger/campaigns/" + campaign + "/statement")
                    .then()
                    .statusCode(200);
        }
        Api.as(elsewhere)
                .get(summary)
                .then()
                .statusCode(403)
                .body("code", equalTo("not-your-region"));
        Api.as(Api.organiserOf(UUID.randomUUID()))
                .get(summary)
                .then()
                .statusCode(403)
                .body("code", equalTo("not-your-campaign"));
        Api.as(Api.MACHINE)
                .get(summary)
                .then()
                .statusCode(403)
                .body("code", equalTo("not-allowed"));
        Api.as(Api.FIN)
                .get("/api/v1/ledger/campaigns/" + UUID.randomUUID() + "/summary")
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-campaign"));
    }
}
