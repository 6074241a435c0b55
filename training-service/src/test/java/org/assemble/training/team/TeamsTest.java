package org.assemble.training.team;

import static org.assemble.training.TrainingApi.YORKSHIRE;
import static org.assemble.training.TrainingApi.campaign;
import static org.assemble.training.TrainingApi.joins;
import static org.assemble.training.TrainingApi.leaves;
import static org.assemble.training.TrainingApi.member;
import static org.assemble.training.TrainingApi.someone;
import static org.assemble.training.TrainingApi.team;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.UUID;
import org.assemble.testkit.Golden;
import org.assemble.testkit.RealParts;
import org.assemble.testkit.Soon;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealParts.class)
class TeamsTest {
    private static final UUID CAMPAIGN = UUID.fromString("0190a1b2-0000-7000-8000-0000000000c1");
    private static final UUID PERSON = UUID.fromString("0190a1b2-0000-7000-8000-0000000000a1");
    private static final Instant NOON = Instant.parse("2026-05-10T12:00:00Z");

    @Test
    void what_campaign_service_promises_is_what_is_read() {
        assertThat(read("CampaignRegistered.v1", Teams.CampaignRegistered.class))
                .isEqualTo(new Teams.CampaignRegistered(CAMPAIGN, YORKSHIRE));
        assertThat(read("CampaignWithdrawn.v1", Teams.CampaignWithdrawn.class))
                .isEqualTo(
                        new Teams.CampaignWithdrawn(
                                CAMPAIGN, Instant.parse("2026-06-01T18:00:00Z")));
        assertThat(read("CampaignConcluded.v1", Teams.CampaignConcluded.class))
                .isEqualTo(new Teams.CampaignConcluded(CAMPAIGN));
        assertThat(read("TeamMemberJoined.v1", Teams.TeamMemberJoined.class))
                .isEqualTo(new Teams.TeamMemberJoined(CAMPAIGN, PERSON));
        assertThat(read("TeamMemberLeft.v1", Teams.TeamMemberLeft.class))
                .isEqualTo(new Teams.TeamMemberLeft(CAMPAIGN, PERSON));
    }

    @Test
    void T1_who_leaves_is_no_longer_on_the_team() {
        UUID campaign = campaign();
        UUID person = member(campaign, someone());
        leaves(campaign, person, Instant.now());
        Soon.holds(() -> assertThat(team(campaign)).isEmpty());
    }

    @Test
    void T1_what_happened_last_holds_in_whichever_order_it_is_told() {
        UUID campaign = campaign();
        UUID left = UUID.randomUUID();
        UUID cameBack = UUID.randomUUID();
        leaves(campaign, left, NOON.plusSeconds(60));
        joins(campaign, left, NOON);
        joins(campaign, cameBack, NOON.plusSeconds(120));
        leaves(campaign, cameBack, NOON.plusSeconds(60));
        UUID last = member(campaign, someone());
        assertThat(team(campaign)).containsExactlyInAnyOrder(cameBack.toString(), last.toString());
    }

    private static <T> T read(String event, Class<T> as) {
        return Golden.event("campaign-service", event).readAs(as);
    }
}
