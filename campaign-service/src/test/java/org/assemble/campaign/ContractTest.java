package org.assemble.campaign;

import static org.assemble.campaign.CampaignApi.agreement;
import static org.assemble.campaign.CampaignApi.confirm;
import static org.assemble.campaign.CampaignApi.founded;
import static org.assemble.campaign.CampaignApi.organiser;
import static org.assemble.campaign.CampaignApi.post;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.assemble.testkit.Golden;
import org.assemble.testkit.Messages;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What this service publishes is what its contract says, in the files and on the topic.
@QuarkusTest
@WithTestResource(RealParts.class)
class ContractTest {
    static List<Golden> published() {
        return Golden.events("campaign-service");
    }

    @ParameterizedTest
    @MethodSource("published")
    void every_example_fits_its_schema(Golden event) {
        event.exampleFitsSchema();
    }

    @Test
    void what_is_sent_fits_the_contract() {
        Tokens organiser = organiser();
        String id = founded(organiser);
        confirm(organiser, id, agreement()).statusCode(200);
        post(
                        organiser,
                        Map.of("heldOn", LocalDate.of(2026, 5, 9), "place", "Town Hall"),
                        "/api/v1/campaigns/{id}/launch",
                        id)
                .statusCode(200);
        post(organiser, Map.of("reason", "by agreement"), "/api/v1/campaigns/{id}/withdrawal", id)
                .statusCode(200);
        for (String name :
                List.of(
                        "CampaignRegistered.v1",
                        "TeamMemberJoined.v1",
                        "FoundingMeetingPlanned.v1",
                        "CampaignFounded.v1",
                        "AgreementConfirmed.v1",
                        "CampaignLaunched.v1",
                        "CampaignWithdrawn.v1")) {
            Messages.Message message =
                    Messages.of("campaign")
                            .await(name, data -> data.path("campaignId").asText().equals(id));
            Golden.event("campaign-service", name).fits(message.data());
        }
    }
}
