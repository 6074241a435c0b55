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
    void K7_readiness_is_what_training_service_said_last_of_the_team() {
        String id = campaign(organiser);
        say(id, incomplete(id, 2, "facilitation"));
        Soon.holds(() ->
                readiness(id)
                        .body("items[1].missing", contains("trainings still to take: 1"))
                        .body("items[1].lacking." + Tokens.idOf(name), contains("facilitation")));
        say(id, complete(id, 3));
        Soon.holds(() ->
                readiness(id)
                        .body("items[1].missing", empty())
                        .body("items[1].ready", equalTo(true)));
        say(id, incomplete(id, 4, "run-campaign"));
        Soon.holds(() -> readiness(id).body("items[1].ready", equalTo(false)));
    }

    @Test
    void K7_what_comes_late_or_twice_changes_nothing() {
        String id = campaign(organiser);
        say(id, complete(id, 3));
        say(id, incomplete(id, 2, "facilitation"));
        say(id, complete(id, 3));
        say(id, incomplete(id, 1, "run-campaign"));
        // Behind them in the same partition: when this has come, they have.
        Tokens another = Tokens.person("another-" + name).roles("campaign-organiser");
        String other = campaign(another);
        training.send("TeamTrainingIncomplete.v1", id, incompleteWithoutMembers(other, 1));
        Soon.holds(() ->
                as(another)
                        .get("/api/v1/campaigns/{id}/readiness", other)
                        .then()
                        .body("items[1].missing", contains("trainings still to take: 1")));
        readiness(id).body("items[1].ready", equalTo(true));
    }

    @Test
    void K7_of_whom_nothing_is_said_yet_counts_as_untrained() {
        String id = campaign(organiser);
        ObjectNode others = complete(id, 1);
        others.putArray("members").add(UUID.randomUUID().toString());
        say(id, others);
        say(id, incompleteWithoutMembers(id, 2));
        Soon.holds(() ->
                readiness(id).body("items[1].missing", contains("trainings still to take: 1")));
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

    private void say(String id, ObjectNode message) {
        boolean complete = message.at("/members/0").isTextual();
        training.send(
                complete ? "TeamTrainingComplete.v1" : "TeamTrainingIncomplete.v1", id, message);
    }

    private ObjectNode complete(String id, long version) {
        ObjectNode team = example("training-service", "TeamTrainingComplete.v1");
        team.put("campaignId", id).put("version", version);
        team.putArray("members").add(Tokens.idOf(name).toString());
        return team;
    }

    private ObjectNode incomplete(String id, long version, String missing) {
        ObjectNode team = example("training-service", "TeamTrainingIncomplete.v1");
        team.put("campaignId", id).put("version", version);
        team.putArray("members")
                .addObject()
                .put("personId", Tokens.idOf(name).toString())
                .putArray("missing")
                .add(missing);
        return team;
    }

    /// Of another requirement than the four, so that it shows when it has come.
    private ObjectNode incompleteWithoutMembers(String id, long version) {
        ObjectNode team = example("training-service", "TeamTrainingIncomplete.v1");
        team.put("campaignId", id).put("version", version);
        team.putArray("required").add("first-aid");
        team.putArray("members");
        return team;
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
