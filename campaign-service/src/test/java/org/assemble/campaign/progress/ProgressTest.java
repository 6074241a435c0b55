package org.assemble.campaign.progress;

import static io.restassured.RestAssured.given;
import static org.assemble.campaign.CampaignApi.as;
import static org.assemble.campaign.CampaignApi.campaign;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assemble.testkit.Golden;
import org.assemble.testkit.Messages;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;

/// What the neighbours tell, over Kafka.
@QuarkusTest
@WithTestResource(RealParts.class)
class ProgressTest {
    private final String name = "organiser-" + UUID.randomUUID();
    private final Tokens organiser = Tokens.person(name).roles("campaign-organiser");
    private final Messages training = Messages.of("training");
    private final Messages ledger = Messages.of("ledger");

    @Test
    void T1_readiness_counts_the_trainings_that_people_hold() {
        String id = campaign(organiser);
        List.of("run-campaign", "induction-culture", "run-ward-assembly").forEach(this::complete);
        Soon.holds(() ->
                readiness(id).body("items[1].missing", contains("trainings still to take: 1")));
        complete("facilitation");
        Soon.holds(() ->
                readiness(id)
                        .body("items[1].missing", empty())
                        .body("items[1].ready", equalTo(true)));
    }

    @Test
    void M1_the_campaigns_page_shows_what_was_raised_matched_and_paid() {
        String id = campaign(organiser);
        UUID message = UUID.randomUUID();
        Instant now = Instant.now();
        ledger.send("DonationRecorded.v1", id, donation(id, 1_000), message, now);
        // Told twice, it counts once (M10).
        ledger.send("DonationRecorded.v1", id, donation(id, 1_000), message, now);
        ledger.send("DonationRecorded.v1", id, donation(id, 2_000).put("matchedPence", 500));
        ledger.send(
                "DonationMatched.v1",
                id,
                example("donation-ledger-service", "DonationMatched.v1")
                        .put("campaignId", id)
                        .put("matchedPence", 3_000));
        ledger.send(
                "PayoutSettled.v1",
                id,
                example("donation-ledger-service", "PayoutSettled.v1")
                        .put("campaignId", id)
                        .put("amountPence", 5_400));
        Soon.holds(() ->
                given().get("/api/v1/campaigns/{id}", id)
                        .then()
                        .body("money.raised.amount", equalTo(3_000))
                        .body("money.donations", equalTo(2))
                        .body("money.matched.amount", equalTo(3_500))
                        .body("money.paidOut.amount", equalTo(5_400)));
    }

    @Test
    void M7_the_campaigns_page_shows_what_is_left_after_reversals() {
        String id = campaign(organiser);
        ledger.send("DonationRecorded.v1", id, donation(id, 1_000).put("matchedPence", 1_000));
        ledger.send("DonationRecorded.v1", id, donation(id, 2_000));
        ledger.send("DonationReversed.v1", id, reversal(id, 1_000, 0).put("matchedPence", 1_000));
        ledger.send("DonationReversed.v1", id, reversal(id, 500, 1_500));
        ledger.send("DonationReversed.v1", "national", reversal(null, 700, 0));
        Soon.holds(() ->
                given().get("/api/v1/campaigns/{id}", id)
                        .then()
                        .body("money.raised.amount", equalTo(1_500))
                        .body("money.donations", equalTo(1))
                        .body("money.matched.amount", equalTo(0)));
    }

    @Test
    void a_gift_to_the_national_fund_is_on_no_campaigns_page() {
        String id = campaign(organiser);
        ledger.send("DonationRecorded.v1", "national", donation(null, 100_000));
        ledger.send("DonationRecorded.v1", id, donation(id, 500));
        Soon.holds(() ->
                given().get("/api/v1/campaigns/{id}", id)
                        .then()
                        .body("money.raised.amount", equalTo(500)));
    }

    private void complete(String course) {
        ObjectNode completed = example("training-service", "TrainingCompleted.v1");
        completed.put("personId", Tokens.idOf(name).toString()).put("course", course);
        training.send("TrainingCompleted.v1", Tokens.idOf(name), completed);
    }

    private static ObjectNode donation(String campaignId, long pence) {
        ObjectNode donation = example("donation-ledger-service", "DonationRecorded.v1");
        return donation.put("campaignId", campaignId)
                .put("amountPence", pence)
                .put("matchedPence", 0);
    }

    private static ObjectNode reversal(String campaignId, long pence, long leftPence) {
        ObjectNode reversal = example("donation-ledger-service", "DonationReversed.v1");
        return reversal.put("campaignId", campaignId)
                .put("amountPence", pence)
                .put("leftPence", leftPence)
                .put("matchedPence", 0);
    }

    /// What a neighbour's contract says that it sends.
    private static ObjectNode example(String service, String name) {
        return (ObjectNode) Golden.event(service, name).example();
    }

    private ValidatableResponse readiness(String id) {
        return as(organiser).get("/api/v1/campaigns/{id}/readiness", id).then().statusCode(200);
    }
}
